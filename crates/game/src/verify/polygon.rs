//! Convex polygons for checks: vertices counter-clockwise, cut by one line at a time.

/// A point of payoffs.
pub(super) type Point = [f64; 2];

pub(super) fn dot(a: Point, b: Point) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

/// What of a polygon lies in l x <= h; empty if nothing does.
///
/// # Source
/// Sutherland & Hodgman (1974), Communications of the ACM 17.
pub(super) fn clipped(polygon: Vec<Point>, l: Point, h: f64) -> Vec<Point> {
    let over: Vec<f64> = polygon.iter().map(|&p| dot(l, p) - h).collect();
    if over.iter().all(|&over| over <= 0.0) {
        return polygon;
    }
    let mut kept = Vec::with_capacity(polygon.len() + 1);
    for (i, &from) in polygon.iter().enumerate() {
        let j = (i + 1) % polygon.len();
        if over[i] <= 0.0 {
            kept.push(from);
        }
        if (over[i] <= 0.0) != (over[j] <= 0.0) {
            let share = over[i] / (over[i] - over[j]);
            let to = polygon[j];
            kept.push([0, 1].map(|i| from[i] + share * (to[i] - from[i])));
        }
    }
    kept
}

/// How far a point lies outside a convex polygon; negative if inside; infinite if there is none.
pub(super) fn outside(point: Point, polygon: &[Point]) -> f64 {
    let minus = |a: Point, b: Point| [a[0] - b[0], a[1] - b[1]];
    let mut beyond = f64::NEG_INFINITY;
    let mut nearest = f64::INFINITY;
    for (i, &from) in polygon.iter().enumerate() {
        let (along, off) = (minus(polygon[(i + 1) % polygon.len()], from), minus(point, from));
        let square = dot(along, along);
        let share = if square > 0.0 { (dot(along, off) / square).clamp(0.0, 1.0) } else { 0.0 };
        let rest = minus(off, along.map(|x| share * x));
        nearest = nearest.min(dot(rest, rest).sqrt());
        if square > 0.0 {
            beyond = beyond.max((off[0] * along[1] - off[1] * along[0]) / square.sqrt());
        }
    }
    if polygon.len() > 2 && beyond <= 0.0 { beyond } else { nearest }
}
