//! Random notes, tags and texts for the laws, with many Chinese and many awkward characters.

use danhuang::anchor::Anchor;
use danhuang::clean::{ByHand, Meta, Ruling, RulingKind};
use danhuang::notebook::{
    Annotation, AnnotationId, Bookmark, Codebook, Excerpt, HighlightColor, LinePattern, Notebook,
    Standing, Tag, TagId, Timestamp,
};
use danhuang::text::Span;
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;

/// Text of any characters: Chinese mostly, then whatever may break a file format.
pub(crate) fn text(most: usize) -> impl Strategy<Value = String> {
    let awkward = prop::sample::select(vec![
        '"', '\\', '(', ')', '[', ']', ',', '\n', '\r', '\t', '\0', '/', '@', '#', '\u{feff}',
        '\u{202e}', '\u{200b}', '\u{85}', '\u{2028}', '\u{7f}', '😀', '𠮷', '\u{301}',
    ]);
    let character = prop_oneof![
        4 => prop::char::range('一', '龥'),
        2 => prop::char::range(' ', '~'),
        1 => awkward,
        1 => any::<char>(),
    ];
    vec(character, 0..=most).prop_map(String::from_iter)
}

/// An identity, from few enough that they meet.
pub(crate) fn id() -> impl Strategy<Value = String> {
    (0u64..40).prop_map(|number| format!("01J0000000000000000000{number:04}"))
}

/// One of the colours.
pub(crate) fn color() -> impl Strategy<Value = HighlightColor> {
    prop::sample::select(HighlightColor::ALL.to_vec())
}

/// Any annotation.
pub(crate) fn annotation() -> impl Strategy<Value = Annotation> {
    let place = (0usize..5000, 0usize..300, text(20), text(10), text(10));
    let shown = (0usize..5000, 0usize..300, text(20), text(10), text(10));
    let marks = (prop::option::of(color()), btree_set(id().prop_map(TagId), 0..4), text(60));
    let times = (0i64..4_000_000_000_000, 0i64..4_000_000_000_000, 1u32..1000);
    (id(), place, shown, vec(text(12), 0..3), marks, times).prop_map(
        |(id, place, shown, heading_path, marks, times)| Annotation {
            id: AnnotationId(id),
            anchor: Anchor {
                span: Span::new(place.0, place.0 + place.1),
                exact: place.2,
                prefix: place.3,
                suffix: place.4,
            },
            excerpt: Excerpt {
                clean: Span::new(shown.0, shown.0 + shown.1),
                exact: shown.2,
                prefix: shown.3,
                suffix: shown.4,
            },
            heading_path,
            color: marks.0,
            tags: marks.1,
            note: marks.2,
            created: Timestamp(times.0),
            modified: Timestamp(times.1),
            revision: times.2,
        },
    )
}

/// Any bookmark.
pub(crate) fn bookmark() -> impl Strategy<Value = Bookmark> {
    annotation().prop_map(|note| Bookmark {
        id: note.id,
        anchor: note.anchor,
        excerpt: note.excerpt,
        created: note.created,
    })
}

/// Anything that a reader can rule.
pub(crate) fn ruling_kind() -> impl Strategy<Value = RulingKind> {
    prop_oneof![
        Just(RulingKind::Noise),
        Just(RulingKind::Article),
        text(8).prop_map(RulingKind::Text),
        (1u8..=6).prop_map(RulingKind::Heading),
        Just(RulingKind::NoHeading),
        Just(RulingKind::Title),
    ]
}

/// Any ruling, its words as often as not those that were seen.
pub(crate) fn ruling() -> impl Strategy<Value = Ruling> {
    let other = || prop::option::of(text(12));
    (0usize..5000, 0usize..300, ruling_kind(), text(12), other(), other()).prop_map(
        |(start, len, kind, quote, seen, line)| {
            let seen = seen.unwrap_or_else(|| quote.clone());
            let line = line.unwrap_or_else(|| seen.clone());
            Ruling { span: Span::new(start, start + len), kind, quote, seen, line }
        },
    )
}

/// What a reader may say of where a text comes from.
pub(crate) fn meta() -> impl Strategy<Value = Meta> {
    let word = || prop::option::of(text(8));
    (word(), word(), word(), word()).prop_map(|(author, source, date, url)| Meta {
        author,
        source,
        date,
        url,
    })
}

/// Any notebook.
pub(crate) fn notebook() -> impl Strategy<Value = Notebook> {
    let kept = btree_set((0usize..5000, 0usize..50), 0..4);
    let accepted = btree_set((0usize..5000, 0usize..50), 0..3);
    let by_hand = (btree_set(ruling(), 0..5), meta());
    let by_hand = (by_hand, text(30));
    let parts = (vec(annotation(), 0..12), vec(bookmark(), 0..4), kept, accepted, by_hand);
    parts.prop_map(|(annotations, bookmarks, kept, accepted, (by_hand, memo))| Notebook {
        memo,
        bookmarks: bookmarks.into_iter().map(|mark| (mark.id.clone(), mark)).collect(),
        annotations: annotations.into_iter().map(|note| (note.id.clone(), note)).collect(),
        kept: kept.into_iter().map(|(start, len)| Span::new(start, start + len)).collect(),
        accepted: accepted.into_iter().map(|(start, len)| Span::new(start, start + len)).collect(),
        by_hand: ByHand { rulings: by_hand.0, meta: by_hand.1 },
    })
}

/// Any tag that a library may hold, its parent perhaps missing.
pub(crate) fn tag() -> impl Strategy<Value = Tag> {
    let slot = prop::option::of(1u8..=9);
    let pattern = prop::option::of(prop::sample::select(LinePattern::ALL.to_vec()));
    let standing = prop_oneof![
        6 => Just(Standing::Live),
        1 => Just(Standing::Deleted),
        1 => id().prop_map(|id| Standing::Merged(TagId(id))),
    ];
    let looks = (color(), slot, pattern, standing);
    let words = (text(20), text(20));
    (id(), prop::option::of(id()), text(12), looks, words, 1u32..50).prop_map(
        |(id, parent, name, (color, slot, pattern, standing), (description, memo), revision)| Tag {
            slot,
            description,
            memo,
            pattern,
            standing,
            revision,
            ..Tag::new(TagId(id), parent.map(TagId), name, color)
        },
    )
}

/// Any codebook.
pub(crate) fn codebook() -> impl Strategy<Value = Codebook> {
    (vec(tag(), 0..12), text(30)).prop_map(|(tags, memo)| Codebook {
        tags: tags.into_iter().map(|tag| (tag.id.clone(), tag)).collect(),
        memo,
    })
}
