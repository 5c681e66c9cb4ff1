//! Units of quantities: part of the literal and of its type.
//!
//! `%` is a ratio and `%U235` an enrichment; `kg[U]` counts uranium and `kg[UF6]` the
//! hexafluoride it is in. Nothing here converts between forms or currencies.

use serde::Serialize;

/// The chemical form in which a mass is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum MaterialForm {
    /// The uranium in it.
    U,
    /// Uranium hexafluoride.
    UF6,
    /// Triuranium octoxide.
    U3O8,
    /// Uranium dioxide.
    UO2,
    /// The isotope 235 in it.
    U235,
    /// The plutonium in it.
    Pu,
    /// Heavy water.
    D2O,
}

/// How large a unit of mass is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum MassUnit {
    /// `g`
    Gram,
    /// `kg`
    Kilogram,
    /// `tonne`
    Tonne,
}

/// How large a unit of length is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum LengthUnit {
    /// `m`
    Metre,
    /// `km`
    Kilometre,
    /// `nmi`
    NauticalMile,
}

/// An ISO 4217 code the language knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[allow(missing_docs)]
#[rustfmt::skip]
pub enum Currency {
    USD, EUR, GBP, CHF, JPY, CNY, INR, KRW, RUB, TRY, IRR, IQD, OMR, QAR, AED, SAR, KWD, BHD, UAH,
    KPW, MYR,
}

/// Things counted one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CountUnit {
    /// An occurrence, as of an attack.
    Event,
    /// A person.
    Person,
    /// A person killed or wounded.
    Casualty,
    /// A centrifuge.
    Centrifuge,
    /// A cascade of centrifuges.
    Cascade,
    /// A missile.
    Missile,
    /// A launcher.
    Launcher,
    /// A drone.
    Drone,
    /// A ship.
    Ship,
    /// An aircraft.
    Aircraft,
    /// A battery of air defence.
    Battery,
    /// A piece of artillery or armour.
    Piece,
    /// A name added to a sanctions list.
    Designation,
    /// An inspection visit.
    Visit,
    /// A purchaser.
    Purchaser,
    /// A plain number, with no thing named.
    Unit,
}

/// A unit of measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// `%`: a ratio.
    Ratio,
    /// `%U235`: the share of isotope 235 in uranium, by mass.
    Enrichment,
    /// A mass; without a form it is a mass of whatever is spoken of.
    Mass(MassUnit, Option<MaterialForm>),
    /// `bbl`: barrels of oil.
    Barrel,
    /// A distance.
    Length(LengthUnit),
    /// `SWU`: separative work.
    Swu,
    /// `MWe`: electric power.
    MegawattElectric,
    /// `MWt`: thermal power.
    MegawattThermal,
    /// A sum of money.
    Money(Currency),
    /// A count.
    Count(CountUnit),
    /// `grade`: a place on the quantity's own ordinal scale, from 0.
    Grade,
}

/// What can be compared with what: two amounts can iff their dimensions are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// A ratio.
    Ratio,
    /// An enrichment.
    Enrichment,
    /// A mass in a form.
    Mass(Option<MaterialForm>),
    /// A volume of oil.
    OilVolume,
    /// A distance.
    Length,
    /// Separative work.
    SeparativeWork,
    /// Electric power.
    PowerElectric,
    /// Thermal power.
    PowerThermal,
    /// A sum in one currency.
    Money(Currency),
    /// A count of one thing.
    Count(CountUnit),
    /// An ordinal grade.
    Grade,
}

/// How a unit is spelled; longer spellings of the same unit come later.
const SPELLINGS: &[(&str, Unit)] = &[
    ("%", Unit::Ratio),
    ("%U235", Unit::Enrichment),
    ("g", Unit::Mass(MassUnit::Gram, None)),
    ("kg", Unit::Mass(MassUnit::Kilogram, None)),
    ("tonne", Unit::Mass(MassUnit::Tonne, None)),
    ("tonnes", Unit::Mass(MassUnit::Tonne, None)),
    ("bbl", Unit::Barrel),
    ("m", Unit::Length(LengthUnit::Metre)),
    ("km", Unit::Length(LengthUnit::Kilometre)),
    ("nmi", Unit::Length(LengthUnit::NauticalMile)),
    ("SWU", Unit::Swu),
    ("MWe", Unit::MegawattElectric),
    ("MWt", Unit::MegawattThermal),
    ("event", Unit::Count(CountUnit::Event)),
    ("events", Unit::Count(CountUnit::Event)),
    ("person", Unit::Count(CountUnit::Person)),
    ("persons", Unit::Count(CountUnit::Person)),
    ("casualty", Unit::Count(CountUnit::Casualty)),
    ("casualties", Unit::Count(CountUnit::Casualty)),
    ("centrifuge", Unit::Count(CountUnit::Centrifuge)),
    ("centrifuges", Unit::Count(CountUnit::Centrifuge)),
    ("cascade", Unit::Count(CountUnit::Cascade)),
    ("cascades", Unit::Count(CountUnit::Cascade)),
    ("missile", Unit::Count(CountUnit::Missile)),
    ("missiles", Unit::Count(CountUnit::Missile)),
    ("launcher", Unit::Count(CountUnit::Launcher)),
    ("launchers", Unit::Count(CountUnit::Launcher)),
    ("drone", Unit::Count(CountUnit::Drone)),
    ("drones", Unit::Count(CountUnit::Drone)),
    ("ship", Unit::Count(CountUnit::Ship)),
    ("ships", Unit::Count(CountUnit::Ship)),
    ("aircraft", Unit::Count(CountUnit::Aircraft)),
    ("battery", Unit::Count(CountUnit::Battery)),
    ("batteries", Unit::Count(CountUnit::Battery)),
    ("piece", Unit::Count(CountUnit::Piece)),
    ("pieces", Unit::Count(CountUnit::Piece)),
    ("designation", Unit::Count(CountUnit::Designation)),
    ("designations", Unit::Count(CountUnit::Designation)),
    ("visit", Unit::Count(CountUnit::Visit)),
    ("visits", Unit::Count(CountUnit::Visit)),
    ("purchaser", Unit::Count(CountUnit::Purchaser)),
    ("purchasers", Unit::Count(CountUnit::Purchaser)),
    ("unit", Unit::Count(CountUnit::Unit)),
    ("units", Unit::Count(CountUnit::Unit)),
    ("grade", Unit::Grade),
    ("USD", Unit::Money(Currency::USD)),
    ("EUR", Unit::Money(Currency::EUR)),
    ("GBP", Unit::Money(Currency::GBP)),
    ("CHF", Unit::Money(Currency::CHF)),
    ("JPY", Unit::Money(Currency::JPY)),
    ("CNY", Unit::Money(Currency::CNY)),
    ("INR", Unit::Money(Currency::INR)),
    ("KRW", Unit::Money(Currency::KRW)),
    ("RUB", Unit::Money(Currency::RUB)),
    ("TRY", Unit::Money(Currency::TRY)),
    ("IRR", Unit::Money(Currency::IRR)),
    ("IQD", Unit::Money(Currency::IQD)),
    ("OMR", Unit::Money(Currency::OMR)),
    ("QAR", Unit::Money(Currency::QAR)),
    ("AED", Unit::Money(Currency::AED)),
    ("SAR", Unit::Money(Currency::SAR)),
    ("KWD", Unit::Money(Currency::KWD)),
    ("BHD", Unit::Money(Currency::BHD)),
    ("UAH", Unit::Money(Currency::UAH)),
    ("KPW", Unit::Money(Currency::KPW)),
    ("MYR", Unit::Money(Currency::MYR)),
];

/// How a material form is spelled between brackets.
const FORMS: &[(&str, MaterialForm)] = &[
    ("U", MaterialForm::U),
    ("UF6", MaterialForm::UF6),
    ("U3O8", MaterialForm::U3O8),
    ("UO2", MaterialForm::UO2),
    ("U235", MaterialForm::U235),
    ("Pu", MaterialForm::Pu),
    ("D2O", MaterialForm::D2O),
];

impl MaterialForm {
    /// Reads what stands between the brackets of `kg[UF6]`.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        FORMS.iter().find(|(spelling, _)| *spelling == word).map(|(_, form)| *form)
    }

    /// Every spelling, for "did you mean".
    pub fn words() -> impl Iterator<Item = &'static str> {
        FORMS.iter().map(|(spelling, _)| *spelling)
    }

    /// The spelling between brackets.
    #[must_use]
    pub fn word(self) -> &'static str {
        FORMS.iter().find(|(_, form)| *form == self).map_or("", |(spelling, _)| spelling)
    }
}

impl Unit {
    /// Reads a unit without its form.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        SPELLINGS.iter().find(|(spelling, _)| *spelling == word).map(|(_, unit)| *unit)
    }

    /// Every spelling, for "did you mean".
    pub fn words() -> impl Iterator<Item = &'static str> {
        SPELLINGS.iter().map(|(spelling, _)| *spelling)
    }

    /// What the unit measures.
    #[must_use]
    pub fn dimension(self) -> Dimension {
        match self {
            Self::Ratio => Dimension::Ratio,
            Self::Enrichment => Dimension::Enrichment,
            Self::Mass(_, form) => Dimension::Mass(form),
            Self::Barrel => Dimension::OilVolume,
            Self::Length(_) => Dimension::Length,
            Self::Swu => Dimension::SeparativeWork,
            Self::MegawattElectric => Dimension::PowerElectric,
            Self::MegawattThermal => Dimension::PowerThermal,
            Self::Money(currency) => Dimension::Money(currency),
            Self::Count(thing) => Dimension::Count(thing),
            Self::Grade => Dimension::Grade,
        }
    }

    /// How many base units one of this unit is.
    ///
    /// # Units
    /// Base units: thousandths of a per cent (ratio and enrichment), grams, barrels, metres,
    /// thousandths of a SWU, kilowatts, hundredths of a currency, single things.
    #[must_use]
    pub fn base_units(self) -> i64 {
        match self {
            Self::Mass(MassUnit::Gram, _)
            | Self::Barrel
            | Self::Length(LengthUnit::Metre)
            | Self::Count(_)
            | Self::Grade => 1,
            Self::Money(_) => 100,
            Self::Ratio
            | Self::Enrichment
            | Self::Mass(MassUnit::Kilogram, _)
            | Self::Length(LengthUnit::Kilometre)
            | Self::Swu
            | Self::MegawattElectric
            | Self::MegawattThermal => 1000,
            Self::Length(LengthUnit::NauticalMile) => 1852,
            Self::Mass(MassUnit::Tonne, _) => 1_000_000,
        }
    }
}

impl std::fmt::Display for Unit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (plain, form) = match *self {
            Self::Mass(size, form) => (Self::Mass(size, None), form),
            other => (other, None),
        };
        let spelling = SPELLINGS.iter().find(|(_, unit)| *unit == plain);
        f.write_str(spelling.map_or("", |(spelling, _)| spelling))?;
        match form {
            Some(form) => write!(f, "[{}]", form.word()),
            None => Ok(()),
        }
    }
}
