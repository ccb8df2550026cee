//! What the screen shows, in a small terminal and in a large one.

use super::fixture::Bench;

#[test]
fn the_desk_in_a_small_terminal() {
    let cases = [
        ("letter", 3, ""),
        ("invite", 3, "i"),
        ("week", 3, "w"),
        ("gap", 5, "g"),
        ("times", 3, "t"),
        ("both", 5, "g1<Enter>2<Enter>3<Enter>4<Enter>5<Enter>6<Enter>a"),
        ("help", 1, "?"),
        ("filter", 1, "axf"),
        ("send", 1, "aas"),
    ];
    for (name, id, keys) in cases {
        let mut bench = Bench::new(80, 24);
        bench.select(id);
        bench.press(keys);
        insta::assert_snapshot!(format!("small_{name}"), bench.picture());
    }
}

#[test]
fn the_desk_in_a_narrow_terminal() {
    for (name, id, keys) in [("letter", 3, ""), ("week", 3, "w"), ("colleague", 5, "c"), ("kinds", 5, "0")] {
        let mut bench = Bench::new(60, 20);
        bench.select(id);
        bench.press(keys);
        insta::assert_snapshot!(format!("narrow_{name}"), bench.picture());
    }
}

#[test]
fn the_desk_in_a_large_terminal() {
    let cases = [("letter", 3, "2"), ("briefing", 5, "<Tab>"), ("week", 3, "w")];
    for (name, id, keys) in cases {
        let mut bench = Bench::new(200, 60);
        bench.select(id);
        bench.press(keys);
        insta::assert_snapshot!(format!("large_{name}"), bench.picture());
    }
}
