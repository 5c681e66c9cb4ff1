//! What people read: terminal page, HTML, Markdown.
