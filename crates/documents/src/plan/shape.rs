//! Shapes: outlines with fill and stroke, and the few that every document uses.

/// A colour. Black ink carries every meaning; tints only repeat what a number says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ink {
    /// Grey, 0 black to 1 white.
    Grey(f32),
    /// Red, green, blue, each 0 to 1.
    Rgb(f32, f32, f32),
}

impl Ink {
    /// Full black.
    pub const BLACK: Self = Self::Grey(0.0);
    /// Paper.
    pub const WHITE: Self = Self::Grey(1.0);
    /// Labels: dark enough for 4.5:1 on paper and in a grey proof.
    pub const LABEL: Self = Self::Grey(0.2);
    /// Hairlines between rows.
    pub const HAIRLINE: Self = Self::Grey(0.55);

    /// From "#rrggbb" values.
    #[must_use]
    pub fn hex(rgb: u32) -> Self {
        let part =
            |shift: u32| f32::from(u8::try_from((rgb >> shift) & 0xff).unwrap_or_default()) / 255.0;
        Self::Rgb(part(16), part(8), part(0))
    }
}

/// A step of an outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// Start of a ring.
    Move(f32, f32),
    /// Straight on.
    Line(f32, f32),
    /// Cubic curve: two handles, then the end.
    Curve([f32; 6]),
}

impl Step {
    /// Where the pen stands after it.
    #[must_use]
    pub const fn end(&self) -> (f32, f32) {
        match *self {
            Self::Move(x, y) | Self::Line(x, y) | Self::Curve([_, _, _, _, x, y]) => (x, y),
        }
    }

    fn map(&mut self, change: impl Fn(f32, f32) -> (f32, f32)) {
        match self {
            Self::Move(x, y) | Self::Line(x, y) => (*x, *y) = change(*x, *y),
            Self::Curve([a, b, c, d, e, f]) => {
                (*a, *b) = change(*a, *b);
                (*c, *d) = change(*c, *d);
                (*e, *f) = change(*e, *f);
            }
        }
    }
}

/// How a line is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub ink: Ink,
    /// Width in points.
    pub width: f32,
    /// Dash and gap in points; empty for a solid line.
    pub dash: Vec<f32>,
    /// Round ends and corners.
    pub round: bool,
}

impl Stroke {
    /// A solid line.
    #[must_use]
    pub fn solid(ink: Ink, width: f32) -> Self {
        Self {
            ink,
            width,
            dash: Vec::new(),
            round: false,
        }
    }

    /// A solid line with round ends and corners.
    #[must_use]
    pub fn round(ink: Ink, width: f32) -> Self {
        Self {
            round: true,
            ..Self::solid(ink, width)
        }
    }
}

/// An outline with its paint.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Steps of all rings.
    pub steps: Vec<Step>,
    /// Whether the rings are closed.
    pub closed: bool,
    /// Fill; rings inside rings are holes.
    pub fill: Option<Ink>,
    /// Line.
    pub stroke: Option<Stroke>,
    /// Clip: these shapes show only inside this outline. Empty for ordinary shapes.
    pub inside: Vec<Shape>,
}

/// Handle length that turns a cubic curve into a quarter circle.
const QUARTER: f32 = 0.552_285;

impl Shape {
    /// An open line.
    #[must_use]
    pub fn line(points: &[(f32, f32)], stroke: Stroke) -> Self {
        let steps = points
            .iter()
            .enumerate()
            .map(|(i, (x, y))| {
                if i == 0 {
                    Step::Move(*x, *y)
                } else {
                    Step::Line(*x, *y)
                }
            })
            .collect();
        Self {
            steps,
            closed: false,
            fill: None,
            stroke: Some(stroke),
            inside: Vec::new(),
        }
    }

    /// A closed outline.
    #[must_use]
    pub fn closed(steps: Vec<Step>, fill: Option<Ink>, stroke: Option<Stroke>) -> Self {
        Self {
            steps,
            closed: true,
            fill,
            stroke,
            inside: Vec::new(),
        }
    }

    /// A rectangle with corners rounded by `radii`: top left, top right, bottom right, bottom left.
    #[must_use]
    pub fn rounded(
        (x, y): (f32, f32),
        (width, height): (f32, f32),
        radii: [f32; 4],
        fill: Option<Ink>,
        stroke: Option<Stroke>,
    ) -> Self {
        let [a, b, c, d] = radii;
        let (right, bottom) = (x + width, y + height);
        let k = 1.0 - QUARTER;
        let steps = vec![
            Step::Move(x + a, y),
            Step::Line(right - b, y),
            Step::Curve([right - b * k, y, right, y + b * k, right, y + b]),
            Step::Line(right, bottom - c),
            Step::Curve([
                right,
                bottom - c * k,
                right - c * k,
                bottom,
                right - c,
                bottom,
            ]),
            Step::Line(x + d, bottom),
            Step::Curve([x + d * k, bottom, x, bottom - d * k, x, bottom - d]),
            Step::Line(x, y + a),
            Step::Curve([x, y + a * k, x + a * k, y, x + a, y]),
        ];
        Self::closed(steps, fill, stroke)
    }

    /// A circle.
    #[must_use]
    pub fn circle(
        (x, y): (f32, f32),
        radius: f32,
        fill: Option<Ink>,
        stroke: Option<Stroke>,
    ) -> Self {
        let corner = (x - radius, y - radius);
        Self::rounded(
            corner,
            (radius * 2.0, radius * 2.0),
            [radius; 4],
            fill,
            stroke,
        )
    }

    /// Moves the whole shape.
    pub fn shift(&mut self, dx: f32, dy: f32) {
        self.transform(1.0, dx, dy);
    }

    /// Scales about the origin, then moves. Stroke widths scale too.
    pub fn transform(&mut self, scale: f32, dx: f32, dy: f32) {
        for step in &mut self.steps {
            step.map(|x, y| (x * scale + dx, y * scale + dy));
        }
        if let Some(stroke) = &mut self.stroke {
            stroke.width *= scale;
            for part in &mut stroke.dash {
                *part *= scale;
            }
        }
        for shape in &mut self.inside {
            shape.transform(scale, dx, dy);
        }
    }
}

/// The mark for "do": an open ring with a tick, `size` wide, its top left corner at the origin.
#[must_use]
pub fn do_mark(size: f32) -> Vec<Shape> {
    let u = size / 20.0;
    let stroke = |width: f32| Stroke::round(Ink::BLACK, width * u);
    vec![
        Shape::circle(
            (10.0 * u, 10.0 * u),
            8.6 * u,
            Some(Ink::WHITE),
            Some(stroke(1.7)),
        ),
        Shape::line(
            &[
                (6.0 * u, 10.3 * u),
                (8.8 * u, 13.0 * u),
                (14.0 * u, 7.3 * u),
            ],
            stroke(2.0),
        ),
    ]
}

/// The mark for "do not": a solid disc with a cross.
#[must_use]
pub fn do_not_mark(size: f32) -> Vec<Shape> {
    let u = size / 20.0;
    let stroke = || Stroke::round(Ink::WHITE, 2.2 * u);
    vec![
        Shape::circle((10.0 * u, 10.0 * u), 9.4 * u, Some(Ink::BLACK), None),
        Shape::line(&[(6.6 * u, 6.6 * u), (13.4 * u, 13.4 * u)], stroke()),
        Shape::line(&[(13.4 * u, 6.6 * u), (6.6 * u, 13.4 * u)], stroke()),
    ]
}

/// The mark for "call us": a telephone receiver.
#[must_use]
pub fn call_mark(size: f32) -> Vec<Shape> {
    let u = size / 24.0;
    let steps = vec![
        Step::Move(6.6, 2.8),
        Step::Line(10.0, 3.5),
        Step::Line(11.4, 8.3),
        Step::Line(9.2, 10.2),
        Step::Curve([10.2, 12.2, 11.8, 13.8, 13.8, 14.8]),
        Step::Line(15.7, 12.6),
        Step::Line(20.5, 14.0),
        Step::Line(21.2, 17.4),
        Step::Curve([20.1, 19.7, 18.3, 20.4, 16.0, 20.0]),
        Step::Curve([9.6, 19.0, 5.0, 14.4, 4.0, 8.0]),
        Step::Curve([3.6, 5.7, 4.3, 3.9, 6.6, 2.8]),
    ];
    let mut shape = Shape::closed(steps, Some(Ink::BLACK), None);
    shape.transform(u, 0.0, 0.0);
    vec![shape]
}

/// A box, ticked or empty.
#[must_use]
pub fn tick_box(size: f32, ticked: bool) -> Vec<Shape> {
    let u = size / 20.0;
    let stroke = |width: f32| Stroke::round(Ink::BLACK, width * u);
    let frame = Shape::rounded(
        (1.5 * u, 1.5 * u),
        (17.0 * u, 17.0 * u),
        [3.0 * u; 4],
        Some(Ink::WHITE),
        Some(stroke(1.7)),
    );
    let tick = Shape::line(
        &[
            (5.5 * u, 10.5 * u),
            (8.7 * u, 13.5 * u),
            (14.5 * u, 6.5 * u),
        ],
        stroke(2.2),
    );
    if ticked {
        vec![frame, tick]
    } else {
        vec![frame]
    }
}
