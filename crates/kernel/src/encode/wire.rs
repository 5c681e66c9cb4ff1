//! Primitives of the encoding, and the macros that spell out tables.

/// A value with one canonical string of bytes.
pub trait Wire: Sized {
    /// Appends the canonical bytes.
    fn put(&self, out: &mut Vec<u8>);
    /// Reads them back; `None` if they are not canonical.
    fn take(input: &mut Reader<'_>) -> Option<Self>;
}

/// Bytes being read.
pub struct Reader<'a> {
    rest: &'a [u8],
    depth: u8,
}

/// Deepest nesting of lists and boxes that is read; real accords need a dozen.
const DEPTH_MAX: u8 = 64;

impl<'a> Reader<'a> {
    /// Starts at the front.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, depth: 0 }
    }

    /// Whether nothing is left.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Reads something nested, refusing hostile depth.
    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.depth = self.depth.checked_add(1).filter(|depth| *depth <= DEPTH_MAX)?;
        let value = read(self);
        self.depth = self.depth.saturating_sub(1);
        value
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }
}

impl Wire for u64 {
    fn put(&self, out: &mut Vec<u8>) {
        let mut left = *self;
        while left >= 0x80 {
            let [low, ..] = left.to_le_bytes();
            out.push(low | 0x80);
            left >>= 7;
        }
        let [low, ..] = left.to_le_bytes();
        out.push(low);
    }

    fn take(input: &mut Reader<'_>) -> Option<Self> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = input.byte()?;
            let part = u64::from(byte & 0x7f);
            let placed = part.checked_shl(shift).filter(|p| p >> shift == part)?;
            value |= placed;
            if byte & 0x80 == 0 {
                let shortest = byte != 0 || shift == 0;
                return shortest.then_some(value);
            }
        }
        None
    }
}

macro_rules! narrow {
    ($($int:ty),*) => {$(
        impl Wire for $int {
            fn put(&self, out: &mut Vec<u8>) {
                u64::from(*self).put(out);
            }
            fn take(input: &mut Reader<'_>) -> Option<Self> {
                u64::take(input)?.try_into().ok()
            }
        }
    )*};
}
narrow!(u8, u16, u32);

impl Wire for i64 {
    fn put(&self, out: &mut Vec<u8>) {
        ((self.cast_unsigned() << 1) ^ (self >> 63).cast_unsigned()).put(out);
    }
    fn take(input: &mut Reader<'_>) -> Option<Self> {
        let zigzag = u64::take(input)?;
        let sign = (zigzag & 1).wrapping_neg();
        Some(((zigzag >> 1) ^ sign).cast_signed())
    }
}

impl Wire for bool {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }
    fn take(input: &mut Reader<'_>) -> Option<Self> {
        match input.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl<T: Wire> Wire for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.is_some().put(out);
        self.iter().for_each(|value| value.put(out));
    }
    fn take(input: &mut Reader<'_>) -> Option<Self> {
        if bool::take(input)? { T::take(input).map(Some) } else { Some(None) }
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        u64::try_from(self.len()).unwrap_or(u64::MAX).put(out);
        self.iter().for_each(|value| value.put(out));
    }
    fn take(input: &mut Reader<'_>) -> Option<Self> {
        let length = u64::take(input)?;
        // Each row takes at least one byte: a length beyond the input is refused before it is
        // believed.
        if length > u64::try_from(input.rest.len()).ok()? {
            return None;
        }
        input.nested(|input| (0..length).map(|_| T::take(input)).collect())
    }
}

impl<T: Wire> Wire for Box<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.as_ref().put(out);
    }
    fn take(input: &mut Reader<'_>) -> Option<Self> {
        input.nested(T::take).map(Self::new)
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
    }
    fn take(input: &mut Reader<'_>) -> Option<Self> {
        Some((A::take(input)?, B::take(input)?))
    }
}

/// A struct is its fields in order; fields after `;` are derived, by the method after `=>` if one
/// is named.
macro_rules! fields {
    ($($type:ident { $($field:ident),* $(; $($derived:ident),* $(=> $derive:ident)?)? })*) => {$(
        impl Wire for $type {
            fn put(&self, out: &mut Vec<u8>) {
                $(self.$field.put(out);)*
            }
            fn take(input: &mut Reader<'_>) -> Option<Self> {
                $(let $field = Wire::take(input)?;)*
                let value = Self { $($field,)* $($($derived: Default::default(),)*)? };
                Some(value $($(.$derive())?)?)
            }
        }
    )*};
}

/// A one-field tuple struct is its field.
macro_rules! wrappers {
    ($($type:ident),*) => {$(
        impl Wire for $type {
            fn put(&self, out: &mut Vec<u8>) {
                self.0.put(out);
            }
            fn take(input: &mut Reader<'_>) -> Option<Self> {
                Wire::take(input).map(Self)
            }
        }
    )*};
}

/// A variant is its number, then its fields in order.
macro_rules! variants {
    ($($type:ident { $($number:literal: $variant:ident
        $(($($unnamed:ident),*))? $({ $($named:ident),* })?;)* })*) => {$(
        impl Wire for $type {
            fn put(&self, out: &mut Vec<u8>) {
                match self {$(
                    Self::$variant $(($($unnamed),*))? $({ $($named),* })? => {
                        let number: u8 = $number;
                        number.put(out);
                        $($($unnamed.put(out);)*)? $($($named.put(out);)*)?
                    }
                )*}
            }
            fn take(input: &mut Reader<'_>) -> Option<Self> {
                match u8::take(input)? {
                    $($number => {
                        $($(let $unnamed = Wire::take(input)?;)*)?
                        $($(let $named = Wire::take(input)?;)*)?
                        Some(Self::$variant $(($($unnamed),*))? $({ $($named),* })?)
                    })*
                    _ => None,
                }
            }
        }
    )*};
}

pub(super) use {fields, variants, wrappers};
