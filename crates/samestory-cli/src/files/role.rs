//! What a file is for.

use std::fmt;

/// What a file of a run is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Articles or observations.
    Input,
    /// Labels that are the truth.
    Gold,
    /// Labels that are judged.
    Predicted,
    /// Labelled pairs.
    Pairs,
    /// The configuration.
    Config,
    /// What people say about stories.
    Corrections,
    /// A table of newsrooms.
    Newsrooms,
    /// A text that is asked for.
    Query,
    /// A table of families.
    Families,
    /// A list of feeds.
    #[cfg(feature = "watch")]
    Feeds,
    /// Where skipped records go.
    Rejects,
    /// A stream between two runs: read first, if it is there, and written in the end.
    State,
    /// Where the result goes.
    Output,
    /// Where the feed goes.
    Feed,
    /// A page of an HTML folder.
    Page,
    /// A page of all stories.
    Report,
    /// Where messages go.
    Messages,
}

impl Role {
    /// Whether the file is written.
    pub(super) fn writes(self) -> bool {
        matches!(
            self,
            Self::Rejects
                | Self::State
                | Self::Output
                | Self::Feed
                | Self::Page
                | Self::Report
                | Self::Messages
        )
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Input => "FILE",
            Self::Gold => "GOLD",
            Self::Predicted => "PRED",
            Self::Pairs => "--pairs",
            Self::Config => "--config",
            Self::Corrections => "--corrections",
            Self::Newsrooms => "--newsrooms",
            Self::Query => "the text asked for",
            Self::Families => "--families",
            #[cfg(feature = "watch")]
            Self::Feeds => "FEEDS",
            Self::Rejects => "--rejects",
            Self::State => "--state",
            Self::Output => "--output",
            Self::Feed => "--feed",
            Self::Page | Self::Report => "--html",
            Self::Messages => "messages",
        })
    }
}
