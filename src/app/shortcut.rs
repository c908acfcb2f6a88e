//! A key with what is held down, and how it is shown; which action it calls stands in the table.

/// A key with what is held down; the key's name is egui's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shortcut {
    /// Ctrl, or ⌘ on macOS.
    pub has_ctrl: bool,
    /// Shift.
    pub has_shift: bool,
    /// Alt.
    pub has_alt: bool,
    /// The key's name, such as `O`, `F9`, `ArrowLeft`.
    pub key: &'static str,
}

pub(super) const fn key(key: &'static str) -> Shortcut {
    Shortcut { has_ctrl: false, has_shift: false, has_alt: false, key }
}

pub(super) const fn shift(name: &'static str) -> Shortcut {
    Shortcut { has_shift: true, ..key(name) }
}

pub(super) const fn ctrl(name: &'static str) -> Shortcut {
    Shortcut { has_ctrl: true, ..key(name) }
}

pub(super) const fn ctrl_shift(name: &'static str) -> Shortcut {
    Shortcut { has_shift: true, ..ctrl(name) }
}

pub(super) const fn alt(name: &'static str) -> Shortcut {
    Shortcut { has_alt: true, ..key(name) }
}

pub(super) const fn alt_shift(name: &'static str) -> Shortcut {
    Shortcut { has_shift: true, ..alt(name) }
}

impl Shortcut {
    /// Whether it is a bare character, which must not be taken from a text field.
    pub fn is_single(self) -> bool {
        let is_function_key = self.key.len() > 1 && self.key.starts_with('F');
        !(self.has_ctrl || self.has_alt || is_function_key || self.key == "Escape")
    }

    /// Whether it types a letter, a digit or a sign, which those who dictate or hit keys by mistake may not want
    /// as a command (WCAG 2.1.4).
    pub fn is_character(self) -> bool {
        const SIGNS: [&str; 4] = ["OpenBracket", "CloseBracket", "Slash", "Questionmark"];
        let is_typed = self.key.len() == 1 || SIGNS.contains(&self.key);
        is_typed && !self.has_ctrl && !self.has_alt
    }

    /// As shown to a person, such as `Ctrl+Shift+D`.
    pub fn label(self) -> String {
        // What is typed so has a sign of its own.
        match (self.has_shift, self.key) {
            (true, "3") => return "#".to_owned(),
            (true, "8") => return "*".to_owned(),
            (true, "Slash") => return "?".to_owned(),
            _ => {}
        }
        let mut label = String::new();
        for (is_held, name) in
            [(self.has_ctrl, "Ctrl+"), (self.has_alt, "Alt+"), (self.has_shift, "Shift+")]
        {
            if is_held {
                label.push_str(name);
            }
        }
        label.push_str(match self.key {
            "ArrowLeft" => "←",
            "ArrowRight" => "→",
            "ArrowUp" => "↑",
            "ArrowDown" => "↓",
            "OpenBracket" => "[",
            "CloseBracket" => "]",
            "Slash" => "/",
            "Comma" => ",",
            "Backslash" => "\\",
            "Equals" | "Plus" => "=",
            "Minus" => "−",
            "PageUp" => "PgUp",
            "PageDown" => "PgDn",
            "Delete" => "Del",
            "Escape" => "Esc",
            "Questionmark" => "?",
            name => name,
        });
        label
    }
}
