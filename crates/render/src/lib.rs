//! Answers as terminal text, JSON, HTML and Markdown.
