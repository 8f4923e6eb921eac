//! The little of CBOR (RFC 8949) that authenticators write (CTAP2 canonical form): whole numbers, bytes, text, lists,
//! maps, yes, no and nothing, all of definite length. Anything else is refused.

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Int(i64),
    Bytes(Vec<u8>),
    Text(String),
    List(Vec<Self>),
    Map(Vec<(Self, Self)>),
    Simple,
}

impl Value {
    /// What a map has under this number.
    pub(super) fn at(&self, key: i64) -> Option<&Self> {
        self.find(&Self::Int(key))
    }
    /// What a map has under this word.
    pub(super) fn named(&self, key: &str) -> Option<&Self> {
        self.find(&Self::Text(key.to_owned()))
    }
    fn find(&self, key: &Self) -> Option<&Self> {
        match self {
            Self::Map(pairs) => pairs.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }
    pub(super) const fn int(&self) -> Option<i64> {
        match self {
            Self::Int(n) => Some(*n),
            _ => None,
        }
    }
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(b) => Some(b),
            _ => None,
        }
    }
}

/// More lists within lists than any authenticator writes.
const DEEPEST: u8 = 8;

/// Reads one value; gives it and what follows it.
pub(super) fn read(bytes: &[u8]) -> Option<(Value, &[u8])> {
    value(bytes, DEEPEST)
}

fn value(bytes: &[u8], depth: u8) -> Option<(Value, &[u8])> {
    let depth = depth.checked_sub(1)?;
    let (&first, rest) = bytes.split_first()?;
    let (major, info) = (first >> 5, first & 0x1f);
    if major == 7 {
        return matches!(info, 20..=22).then_some((Value::Simple, rest));
    }
    let (n, rest) = number(info, rest)?;
    let length = usize::try_from(n).ok();
    match major {
        0 => Some((Value::Int(i64::try_from(n).ok()?), rest)),
        1 => Some((Value::Int(-1 - i64::try_from(n).ok()?), rest)),
        2 => {
            let (taken, rest) = rest.split_at_checked(length?)?;
            Some((Value::Bytes(taken.to_vec()), rest))
        }
        3 => {
            let (taken, rest) = rest.split_at_checked(length?)?;
            Some((Value::Text(str::from_utf8(taken).ok()?.to_owned()), rest))
        }
        4 => {
            let (mut list, mut rest) = (vec![], rest);
            for _ in 0..length? {
                let (item, after) = value(rest, depth)?;
                list.push(item);
                rest = after;
            }
            Some((Value::List(list), rest))
        }
        5 => {
            let (mut pairs, mut rest) = (vec![], rest);
            for _ in 0..length? {
                let (key, after) = value(rest, depth)?;
                let (item, after) = value(after, depth)?;
                // A key twice: two readers would see two things.
                if pairs.iter().any(|(k, _)| *k == key) {
                    return None;
                }
                pairs.push((key, item));
                rest = after;
            }
            Some((Value::Map(pairs), rest))
        }
        _ => None,
    }
}

fn number(info: u8, rest: &[u8]) -> Option<(u64, &[u8])> {
    let wide = match info {
        0..=23 => return Some((info.into(), rest)),
        24 => 1,
        25 => 2,
        26 => 4,
        27 => 8,
        _ => return None,
    };
    let (taken, rest) = rest.split_at_checked(wide)?;
    Some((taken.iter().fold(0, |n, b| (n << 8) | u64::from(*b)), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_examples_read_as_published() {
        // RFC 8949, appendix A.
        let all: [(&[u8], Value); 6] = [
            (&[0x18, 0x64], Value::Int(100)),
            (&[0x39, 0x03, 0xe7], Value::Int(-1000)),
            (&[0x44, 1, 2, 3, 4], Value::Bytes(vec![1, 2, 3, 4])),
            (&[0x64, b'I', b'E', b'T', b'F'], Value::Text("IETF".into())),
            (&[0x82, 1, 2], Value::List(vec![Value::Int(1), Value::Int(2)])),
            (
                &[0xa2, 1, 2, 3, 4],
                Value::Map(vec![
                    (Value::Int(1), Value::Int(2)),
                    (Value::Int(3), Value::Int(4)),
                ]),
            ),
        ];
        for (bytes, meant) in all {
            assert_eq!(read(bytes), Some((meant, &[][..])));
        }
    }

    #[test]
    fn what_no_authenticator_writes_is_refused() {
        let refused: [&[u8]; 8] = [
            &[],
            &[0x44, 1, 2, 3],
            &[0x5f, 0x41, 1, 0xff],
            &[0xa2, 1, 2, 1, 3],
            &[0xfb, 0, 0, 0, 0, 0, 0, 0, 0],
            &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0x62, 0xff, 0xff],
            &[0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0],
        ];
        for bytes in refused {
            assert_eq!(read(bytes), None, "{bytes:02x?}");
        }
    }
}
