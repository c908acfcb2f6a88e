//! Has the page made and its lines counted: at once where that takes no longer than a frame may, else elsewhere.
//!
//! The place of reading is a place of the text, so nothing moves when the heights of what is above it become known.

use std::sync::Arc;

use crate::app::OpenDocument;
use crate::document::{Block, Document};
use crate::ui::Outbox;
use crate::ui::reader::count;
use crate::ui::reader::heights::Heights;
use crate::ui::reader::layout::Layouts;
use crate::ui::reader::look::Sizes;
use crate::ui::reader::model::Page;
use crate::ui::work::Pending;

/// A document with more paragraphs is not made into a page within a frame.
const MOST_AT_ONCE: usize = 4_000;

/// A page with the heights of its pieces as they are guessed.
struct Made {
    page: Arc<Page>,
    sizes: Sizes,
    heights: Heights,
}

impl Made {
    fn new(document: &Document, shows_taken: bool, sizes_of: impl Fn(&Page) -> Sizes) -> Self {
        let page = Arc::new(Page::new(document, shows_taken));
        let sizes = sizes_of(&page);
        let heights = count::guessed(&page, &sizes);
        Self { page, sizes, heights }
    }
}

/// A page that is being made.
struct Making {
    blocks: Arc<[Block]>,
    shows_taken: bool,
    made: Pending<Made>,
}

/// The page, once it is made, and what is known of its lines.
#[derive(Default)]
pub(crate) struct Prepared {
    made: Option<(Arc<Page>, Layouts)>,
    making: Option<Making>,
    counting: Counting,
    /// What the other half of a split page shows.
    twin: Option<Twin>,
    /// Grows whenever heights became known anew.
    n_counts: u64,
}

/// How the lines come to be counted.
#[derive(Default)]
enum Counting {
    /// They are.
    #[default]
    Done,
    /// By a job.
    Job(Pending<Heights>),
    /// By the other half's job, which counts the same.
    Twin,
}

/// The other half's page.
struct Twin {
    page: Arc<Page>,
    sizes: Sizes,
    /// Whether it is counted, or has a job of its own for that.
    counts: bool,
    is_counted: bool,
    /// Its heights, where this half needs them.
    heights: Option<Heights>,
}

/// What became of the page in a frame.
pub(crate) enum Ready {
    /// It is being made.
    NotYet,
    /// It is there for the first time.
    New(Arc<Page>, Layouts),
    /// It is there, as it was.
    Same(Arc<Page>, Layouts),
}

/// What a page is made for.
#[derive(Clone, Copy)]
pub(crate) struct Wish<'a, F> {
    pub(crate) open: &'a OpenDocument,
    pub(crate) shows_taken: bool,
    /// The sizes of a page, by whether it is set in the Chinese way.
    pub(crate) sizes: F,
}

impl Prepared {
    /// The page and its layouts, made anew where the document or the sizes changed; to be put back with
    /// [`Self::put_back`].
    pub(crate) fn take<F: Fn(bool) -> Sizes + Clone + Send + 'static>(
        &mut self,
        context: &egui::Context,
        wish: &Wish<'_, F>,
        out: &mut Outbox,
    ) -> Ready {
        let is_wished = |(page, _): &(Arc<Page>, Layouts)| page.is_of(wish.open, wish.shows_taken);
        let known = self.made.take().filter(is_wished);
        let is_new = known.is_none();
        let known = known.or_else(|| self.page_beside(wish));
        let known = known.or_else(|| self.make(context, wish, out));
        let Some((page, mut layouts)) = known else { return Ready::NotYet };
        self.making = None;
        let sizes = (wish.sizes)(page.is_han);
        let is_resized = layouts.sizes != sizes;
        if is_resized {
            layouts = layouts.resized(sizes);
        }
        let is_left =
            matches!(self.counting, Counting::Twin) && !self.is_counted_beside(&page, &sizes);
        if is_new || is_resized || is_left {
            self.count(context, &page, sizes, out);
        }
        if let Some(heights) = self.known_heights() {
            layouts.take_heights(heights);
            self.counting = Counting::Done;
            self.n_counts += 1;
            // The other half may wait for them.
            context.request_repaint();
        }
        if is_new { Ready::New(page, layouts) } else { Ready::Same(page, layouts) }
    }

    /// Has the lines counted, if the other half does not do that.
    fn count(&mut self, context: &egui::Context, page: &Arc<Page>, sizes: Sizes, out: &mut Outbox) {
        self.n_counts += 1;
        if self.is_counted_beside(page, &sizes) {
            self.counting = Counting::Twin;
            context.request_repaint();
            return;
        }
        let page = Arc::clone(page);
        let count = move |wanted: &_| count::counted(&page, &sizes, wanted);
        self.counting = Counting::Job(Pending::start(context, out, count));
    }

    /// Whether the other half counts the same lines, or has done so.
    fn is_counted_beside(&self, page: &Arc<Page>, sizes: &Sizes) -> bool {
        let is_same = |twin: &Twin| Arc::ptr_eq(&twin.page, page) && twin.sizes == *sizes;
        self.twin.as_ref().is_some_and(|twin| twin.counts && is_same(twin))
    }

    /// The heights that were waited for, if they are there.
    fn known_heights(&mut self) -> Option<Heights> {
        match &self.counting {
            Counting::Done => None,
            Counting::Job(pending) => pending.take(),
            Counting::Twin => self.twin.as_mut().filter(|twin| twin.is_counted)?.heights.take(),
        }
    }

    /// Looks at what the other half shows: of the same text page and lines are worked out once.
    pub(crate) fn look_beside(&mut self, other: &Self) {
        let needs_heights = self.made.is_none() || matches!(self.counting, Counting::Twin);
        self.twin = other.made.as_ref().map(|(page, layouts)| Twin {
            page: Arc::clone(page),
            sizes: layouts.sizes,
            counts: !matches!(other.counting, Counting::Twin),
            is_counted: other.is_counted(),
            heights: needs_heights.then(|| layouts.heights.clone()),
        });
    }

    /// There is no other half.
    pub(crate) fn look_nowhere(&mut self) {
        self.twin = None;
    }

    /// The page of the other half, if it is the wished one.
    fn page_beside<F>(&self, wish: &Wish<'_, F>) -> Option<(Arc<Page>, Layouts)> {
        let twin = self.twin.as_ref()?;
        let page = Some(&twin.page).filter(|page| page.is_of(wish.open, wish.shows_taken))?;
        Some((Arc::clone(page), Layouts::new(twin.sizes, twin.heights.clone()?)))
    }

    /// Keeps the page for the next frame.
    pub(crate) fn put_back(&mut self, page: Arc<Page>, layouts: Layouts) {
        self.made = Some((page, layouts));
    }

    /// Whether all heights are known.
    pub(crate) const fn is_counted(&self) -> bool {
        self.made.is_some() && matches!(self.counting, Counting::Done)
    }

    /// How often the heights became other ones, for those who draw by them.
    pub(crate) fn n_counts(&self) -> u64 {
        self.n_counts
    }

    fn make<F: Fn(bool) -> Sizes + Clone + Send + 'static>(
        &mut self,
        context: &egui::Context,
        wish: &Wish<'_, F>,
        out: &mut Outbox,
    ) -> Option<(Arc<Page>, Layouts)> {
        // What was being counted was another page.
        self.counting = Counting::Done;
        let document = &wish.open.document;
        let sizes = wish.sizes.clone();
        let sizes_of = move |page: &Page| sizes(page.is_han);
        let is_made = |making: &&Making| {
            Arc::ptr_eq(&making.blocks, &document.blocks) && making.shows_taken == wish.shows_taken
        };
        let made = match self.making.as_ref().filter(is_made) {
            Some(making) => making.made.take()?,
            None if document.blocks.len() <= MOST_AT_ONCE => {
                Made::new(document, wish.shows_taken, sizes_of)
            }
            None => {
                let (document, shows_taken) = (document.clone(), wish.shows_taken);
                let blocks = Arc::clone(&document.blocks);
                let make = move |_: &_| Some(Made::new(&document, shows_taken, sizes_of));
                let made = Pending::start(context, out, make);
                self.making = Some(Making { blocks, shows_taken, made });
                return None;
            }
        };
        Some((made.page, Layouts::new(made.sizes, made.heights)))
    }
}
