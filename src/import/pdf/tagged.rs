//! Tables as the program that made a file tagged them: which marked stretches of which page stand in which cell.
//!
//! Browsers and word processors write such tags for those who listen. Only those of tables are read: the rest is told
//! from the page as well, and tags that are wrong must not lose text.

use std::collections::{BTreeSet, HashMap};

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier};
use rustc_hash::FxHashMap;

use crate::import::limits::MOST_COLUMNS;
use crate::import::pdf::cells::{self, Cells};
use crate::import::pdf::glyphs::Glyph;
use crate::import::pdf::rows::Row;

/// Elements that are read, and how deep they are followed.
const MOST_ELEMENTS: usize = 300_000;
const MOST_DEPTH: usize = 64;

/// The cell of each marked stretch of a page, by its number.
pub(super) type PageTags = FxHashMap<i32, u32>;

/// The cells that a document tags.
#[derive(Debug, Default)]
pub(super) struct Tags {
    pages: HashMap<ObjectIdentifier, PageTags>,
    cells: Vec<Place>,
    /// How many columns each table has.
    n_columns: Vec<usize>,
}

/// Where a cell stands.
#[derive(Clone, Copy, Debug)]
struct Place {
    table: usize,
    row: usize,
    column: usize,
}

/// What is around an element.
#[derive(Clone, Copy, Default)]
struct Around {
    page: Option<ObjectIdentifier>,
    table: Option<usize>,
    cell: Option<u32>,
    depth: usize,
}

/// A table whose rows are counted.
#[derive(Default)]
struct Counted {
    n_rows: usize,
    n_columns: usize,
    column: usize,
    /// Up to which row each column is taken by a cell that began further up.
    taken: Vec<usize>,
}

impl Counted {
    fn begin_row(&mut self) {
        self.n_rows += 1;
        self.column = 0;
    }

    /// Where the next cell stands, which takes so many columns and rows.
    fn next(&mut self, n_columns: usize, n_rows: usize) -> (usize, usize) {
        let row = self.n_rows.saturating_sub(1);
        while self.taken.get(self.column).is_some_and(|until| *until > row) {
            self.column += 1;
        }
        let column = self.column;
        self.column = (column + n_columns).min(MOST_COLUMNS);
        self.n_columns = self.n_columns.max(self.column);
        if self.taken.len() < self.column {
            self.taken.resize(self.column, 0);
        }
        for until in self.taken.iter_mut().take(self.column).skip(column) {
            *until = row + n_rows;
        }
        (row, column)
    }
}

impl Tags {
    /// Those of a document; most have none.
    pub(super) fn of(pdf: &Pdf) -> Self {
        let xref = pdf.xref();
        let root = xref
            .get::<Dict<'_>>(xref.root_id())
            .and_then(|catalog| catalog.get::<Dict<'_>>("StructTreeRoot"));
        let mut tags = Self::default();
        let mut tables: Vec<Counted> = Vec::new();
        let mut waiting: Vec<(Object<'_>, Around)> = Vec::new();
        push_children(root.as_ref(), Around::default(), &mut waiting);
        for _ in 0..MOST_ELEMENTS {
            let Some((element, around)) = waiting.pop() else { break };
            match element {
                Object::Dict(dict) if dict.contains_key("MCID") => {
                    let page = dict.get_ref("Pg").map(ObjectIdentifier::from).or(around.page);
                    // A stretch of another stream than the page's has numbers of its own.
                    if let Some(number) =
                        dict.get::<i32>("MCID").filter(|_| !dict.contains_key("Stm"))
                    {
                        tags.mark(number, Around { page, ..around });
                    }
                }
                Object::Dict(dict) => {
                    let around = tags.begin(&dict, around, &mut tables);
                    if around.depth < MOST_DEPTH {
                        push_children(Some(&dict), around, &mut waiting);
                    }
                }
                Object::Number(_) => {
                    if let Some(number) = element.into_i32() {
                        tags.mark(number, around);
                    }
                }
                _ => {}
            }
        }
        tags.n_columns = tables.iter().map(|table| table.n_columns).collect();
        tags
    }

    /// Those of a page, if it has any.
    pub(super) fn page(&self, page: Option<ObjectIdentifier>) -> Option<&PageTags> {
        self.pages.get(&page?)
    }

    fn mark(&mut self, number: i32, around: Around) {
        if let Some((page, cell)) = around.page.zip(around.cell) {
            self.pages.entry(page).or_default().insert(number, cell);
        }
    }

    /// What is around the children of an element.
    fn begin(&mut self, element: &Dict<'_>, around: Around, tables: &mut Vec<Counted>) -> Around {
        let page = element.get_ref("Pg").map(ObjectIdentifier::from).or(around.page);
        let mut inner = Around { page, depth: around.depth + 1, ..around };
        // A table within a cell is part of it.
        if around.cell.is_some() {
            return inner;
        }
        let kind = element.get::<Name<'_>>("S");
        match (kind.as_deref(), around.table.and_then(|table| tables.get_mut(table))) {
            (Some(b"Table"), _) => {
                inner.table = Some(tables.len());
                tables.push(Counted::default());
            }
            (Some(b"TR"), Some(table)) => table.begin_row(),
            (Some(b"TH" | b"TD"), Some(counted)) => {
                let (row, column) =
                    counted.next(span(element, "ColSpan"), span(element, "RowSpan"));
                inner.cell = u32::try_from(self.cells.len()).ok();
                let table = around.table.unwrap_or_default();
                self.cells.push(Place { table, row, column });
            }
            _ => {}
        }
        inner
    }

    /// Takes the glyphs of tagged tables out of those of a page and makes rows of them.
    pub(super) fn tables(&self, glyphs: &mut Vec<Glyph>) -> Vec<Row> {
        if glyphs.iter().all(|glyph| glyph.cell.is_none()) {
            return Vec::new();
        }
        let table = |glyph: &Glyph| Some(self.cells.get(glyph.cell? as usize)?.table);
        let tables: BTreeSet<usize> = glyphs.iter().filter_map(table).collect();
        tables.into_iter().filter_map(|table| self.table(table, glyphs)).flatten().collect()
    }

    fn table(&self, table: usize, glyphs: &mut Vec<Glyph>) -> Option<Vec<Row>> {
        let mut cells = Cells::default();
        for (index, glyph) in glyphs.iter().enumerate() {
            let place = glyph.cell.and_then(|cell| self.cells.get(cell as usize));
            if let Some(place) = place.filter(|place| place.table == table) {
                cells.put(place.row, place.column, index);
            }
        }
        // Of one that goes on over pages a single row may be left.
        cells::taken(cells, self.n_columns.get(table).copied()?, 1, glyphs)
    }
}

/// The children of an element wait, the first on top.
fn push_children<'a>(
    element: Option<&Dict<'a>>,
    around: Around,
    waiting: &mut Vec<(Object<'a>, Around)>,
) {
    let Some(element) = element else { return };
    if let Some(children) = element.get::<Array<'_>>("K") {
        let from = waiting.len();
        waiting
            .extend(children.iter::<Object<'_>>().take(MOST_ELEMENTS).map(|child| (child, around)));
        waiting.get_mut(from..).unwrap_or_default().reverse();
    } else {
        waiting.extend(element.get::<Object<'_>>("K").map(|child| (child, around)));
    }
}

/// Over how many columns or rows a cell runs.
fn span(element: &Dict<'_>, name: &str) -> usize {
    let own = |attributes: &Dict<'_>| attributes.get::<i32>(name);
    let listed = || {
        let all = element.get::<Array<'_>>("A")?;
        all.iter::<Object<'_>>().filter_map(Object::into_dict).find_map(|dict| own(&dict))
    };
    let span = element.get::<Dict<'_>>("A").as_ref().and_then(own).or_else(listed);
    span.map_or(1, |span| span.clamp(1, MOST_COLUMNS as i32) as usize)
}
