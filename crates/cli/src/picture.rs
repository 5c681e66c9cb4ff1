//! Figures as files: SVG as it was drawn, PNG at twice its size.

use std::path::Path;
use std::sync::Arc;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::exit::Failure;
use crate::files;

/// Pixels for each unit of a figure.
const SCALE: f32 = 2.0;

/// Families asked for in turn; a machine has one of them or something near.
const FAMILIES: [&str; 5] =
    ["DejaVu Sans", "Noto Sans", "Liberation Sans", "Segoe UI", "Helvetica"];

/// Writes a figure as PNG.
///
/// # Errors
/// [`Failure::Environment`] if no fonts are found, or the file cannot be written.
pub fn write_png(path: &Path, svg: &str) -> Result<(), Failure> {
    files::write_bytes(path, &png(svg)?)
}

fn png(svg: &str) -> Result<Vec<u8>, Failure> {
    let mut fonts = fontdb::Database::new();
    fonts.load_system_fonts();
    let family = family(&fonts).ok_or_else(|| {
        Failure::Environment(
            "no fonts are installed, so figures would lose their words: ask for --svg instead"
                .to_owned(),
        )
    })?;
    fonts.set_sans_serif_family(family.clone());
    let options = Options { font_family: family, fontdb: Arc::new(fonts), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| bug(&error))?;
    let size = tree.size().to_int_size().scale_by(SCALE).ok_or_else(|| bug(&"no size"))?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or_else(|| bug(&"no size"))?;
    pixels.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| bug(&error))
}

/// The first of the families that is there, else any.
fn family(fonts: &fontdb::Database) -> Option<String> {
    let named = |face: &fontdb::FaceInfo| face.families.first().map(|(name, _)| name.clone());
    let mut found: Vec<String> = fonts.faces().filter_map(named).collect();
    found.sort();
    let first = FAMILIES.iter().find(|family| found.iter().any(|name| name == *family));
    first.map(|family| (*family).to_owned()).or_else(|| found.into_iter().next())
}

fn bug(error: &dyn std::fmt::Display) -> Failure {
    Failure::Bug(format!("a figure could not be drawn: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_becomes_a_picture_of_twice_its_size() {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><style>svg .a { fill: #ff0000; }</style><rect class="a" width="15" height="20"/><text x="2" y="9">word</text></svg>"#;
        let bytes = png(svg).expect("fonts are there");
        let pixels = Pixmap::decode_png(&bytes).expect("a picture");
        assert_eq!((pixels.width(), pixels.height()), (60, 40));
        let red = pixels.pixel(25, 35).expect("inside");
        assert_eq!((red.red(), red.green(), red.blue()), (255, 0, 0));
        let white = pixels.pixel(50, 35).expect("inside");
        assert_eq!((white.red(), white.green(), white.blue()), (255, 255, 255));
    }
}
