//! What the author of a page says a part of it is for, by its element and its names.

/// What a part of a page is said to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PagePart {
    /// A part of which nothing is said.
    #[default]
    Plain,
    /// What the page is there for, or its text.
    Main,
    /// What readers say of it.
    Comments,
    /// Ways to other pages of the site.
    Navigation,
    /// What stands at the bottom of all pages of the site.
    Footer,
    /// What stands beside the text.
    Aside,
    /// Other texts.
    Related,
    /// Ways to pass the text on.
    Sharing,
    /// What the site wants its readers to buy or to read.
    Promotion,
    /// What the site wants its readers to allow.
    Consent,
    /// What is filled in or pressed.
    Form,
    /// Who wrote the text, when, and where it belongs.
    About,
}

impl PagePart {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Plain,
        Self::Main,
        Self::Comments,
        Self::Navigation,
        Self::Footer,
        Self::Aside,
        Self::Related,
        Self::Sharing,
        Self::Promotion,
        Self::Consent,
        Self::Form,
        Self::About,
    ];
}
