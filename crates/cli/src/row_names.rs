//! What an accord's text calls its rows, for whoever renders or reads forms.

use std::sync::Arc;

use forms::Names;
use forms::field::Table;
use forms::names::RowId;
use kernel::{
    AccessionId, ActorId, BallotId, CarveoutId, ChannelId, DialId, DutyId, FreezeId, HandoverId,
    InquiryId, NoticeId, ProcedureId, RedlineId, StatementId, SubjectId, TrancheId, UndertakingId,
    WaiverId,
};
use lang::Symbol;
use lang::events::{amount_of, amount_words};
use reader::Text;

/// Names, titles and units of one text.
pub struct RowNames(pub Arc<Text>);

fn symbol((table, row): RowId) -> Symbol {
    match table {
        Table::Actor => ActorId(row).into(),
        Table::Subject => SubjectId(row).into(),
        Table::Duty => DutyId(row).into(),
        Table::Dial => DialId(row).into(),
        Table::Waiver => WaiverId(row).into(),
        Table::Tranche => TrancheId(row).into(),
        Table::Redline => RedlineId(row).into(),
        Table::Inquiry => InquiryId(row).into(),
        Table::Procedure => ProcedureId(row).into(),
        Table::Freeze => FreezeId(row).into(),
        Table::Carveout => CarveoutId(row).into(),
        Table::Handover => HandoverId(row).into(),
        Table::Notice => NoticeId(row).into(),
        Table::Channel => ChannelId(row).into(),
        Table::Statement => StatementId(row).into(),
        Table::Undertaking => UndertakingId(row).into(),
        Table::Accession => AccessionId(row).into(),
        Table::Ballot => BallotId(row).into(),
    }
}

impl RowNames {
    fn rows(&self) -> &lang::Names {
        &self.0.compiled.common.names
    }

    /// Names of all rows of a table, in the order of the table.
    pub fn all(&self, table: Table) -> Vec<String> {
        let row = |id: &u16| {
            let name = self.rows().name(symbol((table, *id)));
            (!name.is_empty()).then(|| name.to_owned())
        };
        (0..u16::MAX).map_while(|id| row(&id)).collect()
    }
}

impl Names for RowNames {
    /// By the name or, where the text names no single row so, by the name that its rows have (`accede.US`).
    fn find(&self, table: Table, name: &str) -> Option<u16> {
        let place = |row: u16| self.rows().find(name).contains(&symbol((table, row)));
        let rows = || 0..u16::try_from(self.all(table).len()).unwrap_or(u16::MAX);
        let exact = rows().find(|row| self.rows().name(symbol((table, *row))) == name);
        exact.or_else(|| {
            let mut named = rows().filter(|row| place(*row));
            let first = named.next();
            first.filter(|_| named.next().is_none())
        })
    }

    fn name(&self, row: RowId) -> String {
        self.rows().name(symbol(row)).to_owned()
    }

    fn title(&self, row: RowId) -> String {
        self.rows().title(symbol(row)).to_owned()
    }

    fn amount(&self, of: Option<RowId>, words: &str) -> Option<i64> {
        let compiled = &self.0.compiled;
        match of {
            Some(row) => amount_of(compiled, &compiled.common, symbol(row), words),
            None => words.parse().ok(),
        }
    }

    fn amount_words(&self, of: Option<RowId>, amount: i64) -> String {
        let compiled = &self.0.compiled;
        let row = |row| amount_words(compiled, &compiled.common, symbol(row), amount);
        of.map_or_else(|| amount.to_string(), row)
    }
}
