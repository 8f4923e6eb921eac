//! Breaking words into lines. Owns: where a line ends. A word that is longer than a line is broken; nothing is left out.

use crate::fonts::Fonts;

/// Words that look alike and are in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) bold: bool,
    /// English in the midst of another language.
    pub(crate) english: bool,
}

/// One line: its runs, each with its distance from the left edge.
pub(crate) type Placed = Vec<(f32, Run)>;

/// The lines of these runs, none wider than `width`. Every line but the last ends in a space, so that words stay apart
/// when the text is read out.
pub(crate) fn broken(runs: &[Run], size: f32, width: f32, fonts: &Fonts) -> Vec<Placed> {
    let mut lines: Vec<Placed> = vec![vec![]];
    let mut x = 0.0;
    for run in runs {
        let shown = fonts.shown(&run.text, run.bold);
        for (nth, paragraph) in shown.split('\n').enumerate() {
            if nth > 0 {
                lines.push(vec![]);
                x = 0.0;
            }
            for word in paragraph.split_inclusive(' ') {
                for part in parts(word, size, width, run.bold, fonts) {
                    let wide = fonts.width(part.trim_end(), size, run.bold);
                    if x > 0.0 && x + wide > width {
                        lines.push(vec![]);
                        x = 0.0;
                    }
                    let line = lines.last_mut().expect("there is always an open line");
                    put(line, x, &part, run);
                    x += fonts.width(&part, size, run.bold);
                }
            }
        }
    }
    lines
}

/// Adds words to the last run of a line where they look alike.
fn put(line: &mut Placed, x: f32, words: &str, run: &Run) {
    match line.last_mut() {
        Some((_, last)) if last.bold == run.bold && last.english == run.english => last.text.push_str(words),
        _ => line.push((
            x,
            Run {
                text: words.to_owned(),
                ..run.clone()
            },
        )),
    }
}

/// The word, in pieces that fit where it is wider than a line.
fn parts(word: &str, size: f32, width: f32, bold: bool, fonts: &Fonts) -> Vec<String> {
    if fonts.width(word.trim_end(), size, bold) <= width {
        return vec![word.to_owned()];
    }
    let mut all = vec![String::new()];
    for c in word.chars() {
        let last = all.last_mut().expect("there is always an open piece");
        last.push(c);
        if fonts.width(last, size, bold) > width && last.chars().count() > 1 {
            last.pop();
            all.push(c.to_string());
        }
    }
    all
}

/// One line of a file, in pieces that fit. Cut between letters and never beside a space, so that nothing of it is lost
/// where it is put together again.
pub(crate) fn cut(line: &str, size: f32, width: f32, fonts: &Fonts) -> Vec<String> {
    let mut all = vec![String::new()];
    for c in line.chars() {
        let last = all.last_mut().expect("there is always an open piece");
        last.push(c);
        if fonts.width(last, size, false) > width {
            let whole: Vec<char> = last.chars().collect();
            // At the last place where no space stands on either side; a line of spaces is cut where it must be.
            let at = (1..whole.len())
                .rev()
                .find(|at| whole[*at] != ' ' && whole[at - 1] != ' ')
                .unwrap_or(whole.len() - 1);
            if at > 0 {
                *last = whole[..at].iter().collect();
                all.push(whole[at..].iter().collect());
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Run {
        Run {
            text: text.into(),
            bold: false,
            english: false,
        }
    }

    #[test]
    fn no_line_is_wider_than_the_page_and_no_word_is_lost() {
        let fonts = Fonts::new().unwrap();
        let text = format!("You can stop at any time {} and more", "x".repeat(200));
        let lines = broken(&[run(&text)], 14.0, 300.0, &fonts);
        assert!(lines.len() > 4);
        let mut whole = String::new();
        for line in &lines {
            let (x, last) = line.last().unwrap();
            assert!(x + fonts.width(last.text.trim_end(), 14.0, false) <= 300.0);
            whole.extend(line.iter().map(|(_, r)| r.text.as_str()));
        }
        assert_eq!(whole, text);
    }

    #[test]
    fn a_line_of_a_file_is_cut_between_letters_and_put_together_again() {
        let fonts = Fonts::new().unwrap();
        let line = format!("a b cd {} e f", "0123456789abcdef ".repeat(12));
        let pieces = cut(&line, 9.0, 120.0, &fonts);
        assert!(pieces.len() > 5 && pieces.concat() == line);
        for piece in &pieces {
            assert!(fonts.width(piece, 9.0, false) <= 120.0, "{piece}");
            assert_eq!(piece.trim(), piece);
        }
        assert_eq!(cut("", 9.0, 120.0, &fonts), [""]);
    }

    #[test]
    fn what_somebody_typed_keeps_its_lines_and_a_change_of_language_stays_apart() {
        let fonts = Fonts::new().unwrap();
        assert_eq!(broken(&[run("a\nb\n\nc")], 14.0, 300.0, &fonts).len(), 4);
        let mixed = [
            run("am "),
            Run {
                english: true,
                ..run("two years")
            },
        ];
        let lines = broken(&mixed, 14.0, 300.0, &fonts);
        assert_eq!((lines.len(), lines[0].len()), (1, 2));
        assert!(lines[0][1].0 > 0.0);
    }
}
