//! Why a document could not be made. Codes with data: the words for a person are the interface's.

/// Why a document could not be made. Nothing is ever printed with a part missing: a sheet that
/// cannot be shown whole is refused.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bundled fonts have no shape for a character. Drawing it would leave an empty box where
    /// a name or a word should be.
    #[error("no glyph for {text:?}")]
    MissingGlyph {
        /// The text that cannot be drawn.
        text: String,
    },
    /// One piece that may not be split (a table row, a line of the red-flag box) is taller than a page.
    #[error("a piece of {height} pt does not fit on a page of {available} pt")]
    DoesNotFit {
        /// Height of the piece in points.
        height: f32,
        /// Height that a page offers in points.
        available: f32,
    },
    /// A wording file does not parse, or speaks of something the program does not know.
    #[error("wording file {file}: {source}")]
    Wording {
        /// Which wording file.
        file: &'static str,
        /// Where and why it does not parse.
        source: serde_json::Error,
    },
    /// A wording file asks for a value that this document does not have.
    #[error("wording asks for {{{placeholder}}}, which is not known here")]
    UnknownPlaceholder {
        /// The placeholder's name, without braces.
        placeholder: String,
    },
    /// A wording file has no entry for an id that the record holds.
    #[error("no wording for {id:?}")]
    NoWording {
        /// The id without wording.
        id: String,
    },
    /// There is no wording in the language asked for.
    #[error("no content in language {language:?}")]
    UnknownLanguage {
        /// The language tag asked for.
        language: String,
    },
    /// The clinic's logo is not a PNG that can be read.
    #[error("the logo is not a readable PNG")]
    UnreadableLogo,
    /// A picture is no JPEG that a page can hold.
    #[error("a picture is not a JPEG")]
    UnreadablePicture,
    /// A bundled font does not parse: the build is broken.
    #[error("bundled font {name} does not parse")]
    BrokenFont {
        /// The font's file name.
        name: &'static str,
    },
    /// The drawing of a map does not parse: the build is broken.
    #[error("map outline {path:?} does not parse")]
    BrokenOutline {
        /// The outline's text.
        path: String,
    },
    /// A consent without a signature, a tick or an answer counts as nothing and is not printed as signed.
    #[error("consent is incomplete: {missing}")]
    IncompleteConsent {
        /// Key of the first thing missing.
        missing: String,
    },
    /// The PDF writer dropped or changed something while writing.
    #[error("the PDF writer warned: {detail}")]
    WriterWarning {
        /// What the writer said.
        detail: String,
    },
    /// Writing the finished file failed.
    #[error("the PDF could not be written")]
    Write(#[source] std::io::Error),
}
