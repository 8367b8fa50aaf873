//! Reading a licence expression: enough of SPDX for what packages really write.

/// Whether the expression can be met by licences on the list alone. A form we cannot read is not met.
pub fn allows(expression: &str, allowed: &[String]) -> bool {
    // Older packages write a slash where SPDX says OR.
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader {
        words: &words,
        allowed,
        broken: false,
    };
    reader.either() && reader.words.is_empty() && !reader.broken
}

struct Reader<'a> {
    words: &'a [&'a str],
    allowed: &'a [String],
    /// Something that must follow did not.
    broken: bool,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        Some(*first)
    }

    fn follows(&mut self, word: &str) -> bool {
        let there = self
            .words
            .first()
            .is_some_and(|next| next.eq_ignore_ascii_case(word));
        if there {
            self.words = &self.words[1..];
        }
        there
    }

    /// `A OR B`: either will do. Both sides are always read, so that the words are used up.
    fn either(&mut self) -> bool {
        let mut met = self.both();
        while self.follows("OR") {
            met |= self.both();
        }
        met
    }

    /// `A AND B`: both must be met; AND binds closer than OR.
    fn both(&mut self) -> bool {
        let mut met = self.one();
        while self.follows("AND") {
            met &= self.one();
        }
        met
    }

    fn one(&mut self) -> bool {
        if self.follows("(") {
            let met = self.either();
            self.broken |= !self.follows(")");
            return met;
        }
        let Some(name) = self.next() else {
            self.broken = true;
            return false;
        };
        // An exception only ever permits more than the licence it stands beside.
        if self.follows("WITH") {
            self.broken |= self.next().is_none();
        }
        self.allowed.iter().any(|licence| licence == name)
    }
}

#[cfg(test)]
mod tests {
    use super::allows;

    #[test]
    fn expressions_are_met_as_spdx_says() {
        let list = ["MIT", "Apache-2.0", "Unicode-3.0"].map(str::to_owned);
        for met in [
            "MIT",
            "GPL-3.0 OR MIT",
            "MIT/GPL-3.0",
            "(MIT OR GPL-3.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception",
            "GPL-3.0 AND X OR MIT",
        ] {
            assert!(allows(met, &list), "{met} leaves us a licence we accept");
        }
        for unmet in [
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "(GPL-3.0 OR X) AND MIT",
            "",
            "MIT OR",
            "(MIT",
            "SEE LICENSE",
        ] {
            assert!(!allows(unmet, &list), "{unmet} is not met by our list");
        }
    }
}
