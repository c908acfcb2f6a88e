//! The tokens of RTF.

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// A control word with its number.
    Word(&'a str, Option<i32>),
    /// A control of one sign: `\~`.
    Symbol(u8),
    /// A byte of text, as it is or as `\'hh`.
    Byte(u8),
}

/// The tokens of a file, in order; bytes of binary data are left out.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take_while(&mut self, is_part: fn(&u8) -> bool) -> &'a str {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let n_bytes = rest.iter().take_while(|byte| is_part(byte)).count();
        self.at += n_bytes;
        std::str::from_utf8(rest.get(..n_bytes).unwrap_or_default()).unwrap_or_default()
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let first = self.peek()?;
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return Some(if first == b'\'' { self.hex() } else { Token::Symbol(first) });
        }
        let word = self.take_while(u8::is_ascii_alphabetic);
        let is_negative = self.peek() == Some(b'-')
            && self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_digit);
        self.at += usize::from(is_negative);
        let digits = self.take_while(u8::is_ascii_digit);
        let number = digits.get(..digits.len().min(9)).and_then(|digits| digits.parse().ok());
        let number = number.map(|number: i32| if is_negative { -number } else { number });
        // One space ends a word and is no text.
        self.at += usize::from(self.peek() == Some(b' '));
        if word == "bin" {
            self.at = self.at.saturating_add(number.unwrap_or(0).max(0) as usize);
        }
        Some(Token::Word(word, number))
    }

    fn hex(&mut self) -> Token<'a> {
        let digits = self.bytes.get(self.at..self.at + 2).unwrap_or_default();
        let digits = std::str::from_utf8(digits).unwrap_or_default();
        match u8::from_str_radix(digits, 16) {
            Ok(byte) => {
                self.at += 2;
                Token::Byte(byte)
            }
            Err(_) => Token::Symbol(b'\''),
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            return match byte {
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => continue,
                byte => Some(Token::Byte(byte)),
            };
        }
    }
}
