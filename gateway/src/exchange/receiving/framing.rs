//! Where a JSON value ends, without understanding it.

/// Follows one value byte by byte.
#[derive(Debug, Default)]
pub struct Frame {
    depth: usize,
    in_text: bool,
    escaped: bool,
    begun: bool,
}

/// What a byte is to the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fed {
    /// It belongs to it, and more may.
    More,
    /// It is its last one.
    Last,
    /// It comes after it: a number or a word ends where something else begins.
    After,
}

impl Frame {
    /// Looks at the next byte.
    pub fn feed(&mut self, byte: u8) -> Fed {
        let begun = std::mem::replace(&mut self.begun, true);
        if self.in_text {
            return self.within_text(byte);
        }
        match byte {
            b'"' => {
                self.in_text = true;
                Fed::More
            }
            b'{' | b'[' => {
                self.depth += 1;
                Fed::More
            }
            b'}' | b']' if self.depth > 0 => {
                self.depth -= 1;
                if self.depth == 0 { Fed::Last } else { Fed::More }
            }
            b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n' if self.depth == 0 && begun => Fed::After,
            _ => Fed::More,
        }
    }

    fn within_text(&mut self, byte: u8) -> Fed {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' => self.escaped = true,
            b'"' => {
                self.in_text = false;
                if self.depth == 0 {
                    return Fed::Last;
                }
            }
            _ => {}
        }
        Fed::More
    }
}
