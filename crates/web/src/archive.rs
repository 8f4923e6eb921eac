//! Several files in one, as a ZIP archive (APPNOTE 6.3, method 0: nothing is compressed). Written here because it is a
//! page of code, and a crate for it would bring five others. Never reads one.

/// More than this a file is not put in: the format counts bytes in 32 bits.
const MOST: usize = u32::MAX as usize / 4;
/// 1 January 1980, the format's first day: when the copy was made stands in the copy.
const FIRST_DAY: u16 = 0x21;
/// File names are UTF-8.
const UTF8: u16 = 1 << 11;

/// The archive would be too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLarge;

/// One archive of these files, by name.
///
/// # Errors
/// [`TooLarge`] past a gigabyte.
pub(crate) fn archive(files: &[(&str, Vec<u8>)]) -> Result<Vec<u8>, TooLarge> {
    let (mut out, mut directory) = (vec![], vec![]);
    let mut count = 0_u16;
    for (name, text) in files {
        if out.len() + text.len() > MOST {
            return Err(TooLarge);
        }
        let at = small(out.len())?;
        let facts = facts(name, text)?;
        out.extend(b"PK\x03\x04");
        out.extend(&facts);
        out.extend(name.as_bytes());
        out.extend(text);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&facts);
        // No comment, one volume, no attributes.
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
        count += 1;
    }
    let (at, length) = (small(out.len())?, small(directory.len())?);
    out.extend(directory);
    out.extend(b"PK\x05\x06\x00\x00\x00\x00");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(length.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0; 2]);
    Ok(out)
}

fn small(n: usize) -> Result<u32, TooLarge> {
    u32::try_from(n).map_err(|_| TooLarge)
}

/// What both headers of a file say: version, flags, method, time, day, sum, two sizes, length of the name, no extras.
fn facts(name: &str, text: &[u8]) -> Result<Vec<u8>, TooLarge> {
    let size = small(text.len())?.to_le_bytes();
    let mut all = vec![];
    for number in [20, UTF8, 0, 0, FIRST_DAY] {
        all.extend(number.to_le_bytes());
    }
    all.extend(sum(text).to_le_bytes());
    all.extend(size);
    all.extend(size);
    all.extend(u16::try_from(name.len()).map_err(|_| TooLarge)?.to_le_bytes());
    all.extend(0_u16.to_le_bytes());
    Ok(all)
}

/// CRC-32 (ISO-HDLC), bit by bit: the files are small.
fn sum(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 {
                (sum >> 1) ^ 0xedb8_8320
            } else {
                sum >> 1
            };
        }
    }
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_the_one_that_the_format_names() {
        // The published check value of CRC-32/ISO-HDLC.
        assert_eq!(sum(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn what_goes_in_stands_at_the_place_that_the_directory_names() {
        let files = [("a.html", "one – two".into()), ("b.pdf", vec![0, 255])];
        let bytes = archive(&files).expect("an archive");
        let number = |at: usize, n: usize| {
            let part = bytes[at..at + n].iter().rev();
            part.fold(0_usize, |all, b| all << 8 | usize::from(*b))
        };
        let end = bytes.len() - 22;
        assert_eq!(
            (&bytes[end..end + 4], number(end + 10, 2)),
            (&b"PK\x05\x06"[..], 2)
        );
        let mut at = number(end + 16, 4);
        for (name, text) in &files {
            assert_eq!(&bytes[at..at + 4], b"PK\x01\x02");
            let (size, head) = (number(at + 24, 4), number(at + 42, 4));
            let data = head + 30 + name.len();
            assert_eq!((number(head + 26, 2), size), (name.len(), text.len()));
            assert_eq!(&bytes[head + 30..data], name.as_bytes());
            assert_eq!(&bytes[data..data + size], text.as_slice());
            at += 46 + name.len();
        }
        assert_eq!(at, end);
    }
}
