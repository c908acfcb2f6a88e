//! The laws of edit maps, held against a plain model: every byte of the new text knows where it is from.

use danhuang::text::{Edit, EditMap, Pos, Span};
use proptest::prelude::*;

/// Three texts, each made from the one before.
struct A;
struct B;
struct C;
struct D;

/// Where one byte of the new text is from.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Origin {
    /// It stood at this place already.
    Kept(usize),
    /// It belongs to the edit of this number.
    Edited(usize),
}

/// How much is left, taken out and put in, again and again; then how much is left at the end.
type Recipe = (Vec<(usize, usize, usize)>, usize);

fn recipe() -> impl Strategy<Value = Recipe> {
    (prop::collection::vec((0usize..4, 0usize..4, 0usize..4), 0..8), 0usize..4)
}

/// The map of a recipe on a text of `length` bytes; what goes beyond its end is left out.
fn map<X, Y>((steps, _): &Recipe, length: usize) -> EditMap<X, Y> {
    let (mut from, mut to, mut edits) = (0, 0, Vec::new());
    for &(kept, taken, put) in steps {
        let kept = kept.min(length - from);
        let taken = taken.min(length - from - kept);
        (from, to) = (from + kept, to + kept);
        if taken + put > 0 && !(taken == 0 && edits.last().is_some_and(|e| ends_at(e, from))) {
            edits.push(Edit { from: Span::new(from, from + taken), to: Span::new(to, to + put) });
            (from, to) = (from + taken, to + put);
        }
    }
    EditMap::new(edits)
}

/// The same with something left between any two edits.
fn set_apart((steps, rest): Recipe) -> Recipe {
    (steps.into_iter().map(|(kept, taken, put)| (kept + 1, taken, put)).collect(), rest)
}

/// Two edits at one place are one edit: no list of a cleaning has them apart.
fn ends_at<X, Y>(edit: &Edit<X, Y>, at: usize) -> bool {
    edit.from.end.index() == at
}

fn length((steps, rest): &Recipe) -> usize {
    steps.iter().map(|(kept, taken, _)| kept + taken).sum::<usize>() + rest
}

fn new_length<X, Y>(map: &EditMap<X, Y>, length: usize) -> usize {
    length + map.edits().iter().map(|e| e.to.len()).sum::<usize>()
        - map.edits().iter().map(|e| e.from.len()).sum::<usize>()
}

/// The model: the origin of each byte of the new text.
fn origins<X, Y>(map: &EditMap<X, Y>, length: usize) -> Vec<Origin> {
    let (mut at, mut origins) = (0, Vec::new());
    for (number, edit) in map.edits().iter().enumerate() {
        origins.extend((at..edit.from.start.index()).map(Origin::Kept));
        origins.extend((0..edit.to.len()).map(|_| Origin::Edited(number)));
        at = edit.from.end.index();
    }
    origins.extend((at..length).map(Origin::Kept));
    origins
}

/// What is left of `span`, found by asking each byte of the new text; `None` if nothing is.
fn image<X, Y>(map: &EditMap<X, Y>, length: usize, span: Span<X>) -> Option<(usize, usize)> {
    let is_of = |origin: &Origin| match *origin {
        Origin::Kept(at) => span.start.index() <= at && at < span.end.index(),
        Origin::Edited(number) => {
            let from = map.edits()[number].from;
            from.start < span.end && span.start < from.end
        }
    };
    let origins = origins(map, length);
    let start = origins.iter().position(is_of)?;
    Some((start, origins.iter().rposition(is_of)? + 1))
}

fn spans<X>(length: usize) -> impl Iterator<Item = Span<X>> {
    (0..=length).flat_map(move |start| (start..=length).map(move |end| Span::new(start, end)))
}

fn ends<X>(span: Span<X>) -> (usize, usize) {
    (span.start.index(), span.end.index())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_span_maps_to_what_is_left_of_it_and_nothing_beside_it(recipe in recipe()) {
        let length = length(&recipe);
        let map = map::<A, B>(&recipe, length);
        for span in spans(length).filter(|span| !span.is_empty()) {
            let seen = map.forward(span);
            match image(&map, length, span) {
                Some(image) => prop_assert_eq!(ends(seen), image, "{:?} of {:?}", span, map),
                None => prop_assert!(seen.is_empty(), "{:?} of {:?}", span, map),
            }
        }
    }

    #[test]
    fn a_place_maps_to_a_place_and_order_is_kept(recipe in recipe()) {
        let length = length(&recipe);
        let map = map::<A, B>(&recipe, length);
        let place = |at: usize| map.forward(Span::new(at, at));
        for at in 0..=length {
            prop_assert!(place(at).is_empty());
            prop_assert!(place(at).end.index() <= new_length(&map, length));
            prop_assert!(at == 0 || place(at - 1).start <= place(at).start, "{} in {:?}", at, map);
        }
    }

    #[test]
    fn back_is_forward_of_the_inverse(recipe in recipe()) {
        let length = length(&recipe);
        let map = map::<A, B>(&recipe, length);
        let inverse = map.inverse();
        prop_assert_eq!(&inverse.inverse(), &map);
        let mut in_order = map.back_in_order();
        for span in spans::<B>(new_length(&map, length)) {
            prop_assert_eq!(map.back(span), inverse.forward(span), "{:?} of {:?}", span, map);
            prop_assert_eq!(map.back(span), in_order(span), "{:?} of {:?}", span, map);
        }
    }

    #[test]
    fn there_and_back_again_stays_inside(recipe in recipe(), apart in any::<bool>()) {
        let recipe = if apart { set_apart(recipe) } else { recipe };
        let length = length(&recipe);
        let map = map::<A, B>(&recipe, length);
        let images = spans::<A>(length).map(|span| (span, map.forward(span)));
        for (span, image) in images.filter(|(_, image)| !image.is_empty()) {
            let again = map.forward(map.back(image));
            prop_assert!(image.start <= again.start && again.end <= image.end, "{:?} of {:?}", span, map);
            // Where no two edits touch, nothing is lost on the way.
            prop_assert!(!apart || again == image, "{:?} of {:?}", span, map);
        }
    }

    #[test]
    fn two_maps_as_one_say_the_same_as_one_after_the_other(first in recipe(), second in recipe()) {
        let length = length(&first);
        let first = map::<A, B>(&first, length);
        let middle = new_length(&first, length);
        let second = map::<B, C>(&second, middle);
        let both = first.then(second.clone());
        prop_assert_eq!(new_length(&both, length), new_length(&second, middle));
        prop_assert!(both.edits().len() <= first.edits().len() + second.edits().len());
        // Byte by byte: what either map touched is edited, and all else is from where it was.
        let (of_first, of_both) = (origins(&first, length), origins(&both, length));
        for (at, origin) in origins(&second, middle).into_iter().enumerate() {
            if let Origin::Kept(kept) = origin
                && let Origin::Kept(source) = of_first[kept]
            {
                prop_assert_eq!(of_both[at], Origin::Kept(source));
            }
        }
        for span in spans::<A>(length) {
            let (direct, stepwise) = (both.forward(span), second.forward(first.forward(span)));
            if !stepwise.is_empty() {
                prop_assert!(direct.start <= stepwise.start && stepwise.end <= direct.end, "{:?}: {:?} {:?} {:?}", span, direct, stepwise, both);
            }
        }
    }

    #[test]
    fn it_does_not_matter_which_maps_are_joined_first(first in recipe(), second in recipe(), third in recipe()) {
        let length = length(&first);
        let first = map::<A, B>(&first, length);
        let middle = new_length(&first, length);
        let second = map::<B, C>(&second, middle);
        let third = map::<C, D>(&third, new_length(&second, middle));
        let (left, right) = (first.then(second.clone()).then(third.clone()), first.then(second.then(third)));
        let kept = |map: &EditMap<A, D>| {
            let origins = origins(map, length).into_iter();
            origins.map(|origin| matches!(origin, Origin::Kept(_)).then_some(origin)).collect::<Vec<_>>()
        };
        prop_assert_eq!(kept(&left), kept(&right));
        prop_assert_eq!(first.then(EditMap::identity()), EditMap::identity().then(first));
    }
}

#[test]
fn what_was_put_in_at_the_edge_of_a_mark_is_not_marked() {
    // 企業(ye) → 企业: the reading goes, the second character changes.
    let map: EditMap<A, B> = EditMap::new(vec![
        Edit { from: Span::new(3, 6), to: Span::new(3, 6) },
        Edit { from: Span::new(6, 10), to: Span::new(6, 6) },
    ]);
    assert_eq!(ends(map.forward(Span::new(0, 10))), (0, 6));
    assert_eq!(ends(map.back(Span::new(0, 6))), (0, 6));
    assert_eq!(ends(map.back(Span::new(0, 9))), (0, 13));
    assert!(map.forward(Span::new(6, 10)).is_empty());
    assert_eq!(map.forward(Span::new(7, 7)).start, Pos::new(6));
}
