//! One integration binary: each layer has its module.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]
#![allow(clippy::float_cmp, reason = "boxes agree to the bit: both sides come from one sum")]

mod anchoring;
mod app;
mod app_autocode;
mod app_export;
mod app_find;
mod app_hand;
mod app_join;
mod app_lent;
mod app_locate;
mod app_long;
mod app_marking;
mod app_reach;
mod app_recall;
mod app_redraw;
mod app_split;
mod app_tabs;
mod captions;
mod clean;
mod clean_lines;
mod clean_marks;
mod clean_noise;
mod cleaning_said;
mod cli;
mod cli_export;
mod cli_hand;
mod cli_notes;
mod code_kept;
mod coding;
#[cfg(feature = "gui")]
mod color_vision;
mod damage;
mod damaged_text;
mod desktop;
mod diary;
mod documents;
#[cfg(all(feature = "gui", target_os = "linux"))]
mod e2e;
mod edit_map;
mod exchange;
mod faults;
mod first_cells;
mod formats;
mod hand;
mod home;
mod identity;
mod import;
mod instance;
mod joining;
mod journal;
mod kill;
mod kill_program;
mod killing;
mod laws;
mod layers;
mod line_laws;
mod memos;
mod merge;
mod model;
mod noise;
mod note_list;
mod notebook;
mod outline;
mod outside;
mod outside_damage;
mod pages;
mod pages_told;
mod pasted;
mod pdf;
mod pdf_columns;
mod pdf_pictures;
mod pdf_tables;
mod pictures;
mod pinyin;
mod quality;
mod readings;
mod review;
mod same_article;
mod script;
mod search;
mod site_pages;
mod stated;
mod store;
mod story;
mod strategies;
mod subtitles;
mod tables;
mod tags;
#[cfg(feature = "gui")]
mod theme;
mod tidy;
#[cfg(target_os = "linux")]
mod traced;
mod typeset;
mod typeset_prose;
#[cfg(feature = "ui-tests")]
mod ui_autocode;
#[cfg(feature = "ui-tests")]
mod ui_cleaned;
#[cfg(feature = "ui-tests")]
mod ui_contents;
#[cfg(feature = "ui-tests")]
mod ui_diary;
#[cfg(feature = "ui-tests")]
mod ui_drawer;
#[cfg(feature = "ui-tests")]
mod ui_export;
#[cfg(feature = "ui-tests")]
mod ui_find;
#[cfg(feature = "ui-tests")]
mod ui_hand;
#[cfg(feature = "ui-tests")]
mod ui_heard;
#[cfg(feature = "ui-tests")]
mod ui_join;
#[cfg(feature = "ui-tests")]
mod ui_keys;
#[cfg(feature = "ui-tests")]
mod ui_length;
#[cfg(feature = "ui-tests")]
mod ui_library;
#[cfg(feature = "ui-tests")]
mod ui_locate;
#[cfg(feature = "ui-tests")]
mod ui_marking;
#[cfg(feature = "ui-tests")]
mod ui_memos;
#[cfg(feature = "ui-tests")]
mod ui_narrow;
#[cfg(feature = "ui-tests")]
mod ui_noting;
#[cfg(feature = "ui-tests")]
mod ui_page;
#[cfg(feature = "ui-tests")]
mod ui_panel;
#[cfg(feature = "ui-tests")]
mod ui_pasted;
#[cfg(feature = "ui-tests")]
mod ui_pictures;
#[cfg(feature = "ui-tests")]
mod ui_reach;
#[cfg(feature = "ui-tests")]
mod ui_recall;
#[cfg(feature = "ui-tests")]
mod ui_run;
#[cfg(feature = "ui-tests")]
mod ui_settings;
#[cfg(feature = "ui-tests")]
mod ui_split;
#[cfg(feature = "ui-tests")]
mod ui_stays;
#[cfg(feature = "ui-tests")]
mod ui_tags;
#[cfg(feature = "ui-tests")]
mod ui_tour;
#[cfg(feature = "ui-tests")]
mod ui_typing;
#[cfg(feature = "ui-tests")]
mod ui_window;
mod verse;
mod word_numbers;
