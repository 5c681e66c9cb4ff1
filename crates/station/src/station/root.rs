//! The root of a party and how another one follows it.

use std::path::{Path, PathBuf};

use line::PartyId;
use line::identity::{IdentityLog, RootKey, RootSigner, Statement, Warrant};
use line::tree::Hash;

use super::{Said, Station};
use crate::fault::{Done, Fault};
use crate::founding::read_root;
use crate::recovery::Paper;

/// The root of a party as it is known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The generation that holds, from 0.
    pub generation: u64,
    /// Fingerprint of its key.
    pub fingerprint: Hash,
    /// A later one that waits for another signatory to acknowledge it, by its fingerprint.
    pub waits: Option<Hash>,
}

impl Station {
    /// The root of a party; none before its founding statements are here.
    pub fn root(&self, party: &PartyId) -> Option<Root> {
        let at = self.identities();
        let (generation, key) = self.directory.root(party, &at)?;
        let waits = self.directory.root_to_acknowledge(party, &at);
        let waits = waits.and_then(|(_, leaf)| match &leaf.statement {
            Statement::Root(key, _) => Some(key.fingerprint()),
            _ => None,
        });
        Some(Root { generation, fingerprint: key.fingerprint(), waits })
    }

    fn own_roots(&self) -> &[RootKey] {
        self.directory.log(&self.card.identity).map_or(&[], IdentityLog::roots)
    }

    /// The file with the newest root key of this party that was stated here.
    pub fn root_file(&self) -> PathBuf {
        let secrets = self.place().secrets();
        let later = secrets.later("root").unwrap_or_default();
        let all: Vec<PathBuf> = std::iter::once(secrets.path("root")).chain(later).collect();
        let stated = |path: &&PathBuf| {
            read_root(path).is_ok_and(|root| self.own_roots().contains(&root.public()))
        };
        all.iter().rev().find(stated).cloned().unwrap_or_else(|| secrets.path("root"))
    }

    /// The root key in a file with its generation, if it is the one of this party that states things now: the newest, also
    /// while it waits to be acknowledged.
    ///
    /// # Errors
    /// If the file is no root key, another party's, or one that was followed by another.
    pub fn root_signer(&self, path: &Path) -> Done<(u64, RootSigner)> {
        let root = read_root(path)?;
        let said = |what: &str| Err(Fault::Asked(format!("{} {what}", path.display())));
        let generation = self.own_roots().iter().position(|key| *key == root.public());
        let Some(generation) = generation else {
            return said("is not the root key of this party");
        };
        let (at, own) = (self.identities(), &self.card.party);
        let waits = self.directory.root_to_acknowledge(own, &at).map(|(_, leaf)| leaf.generation);
        let holds = self.directory.root(own, &at).map(|(holds, _)| holds);
        let generation = generation as u64;
        match waits.or(holds) {
            Some(speaks) if speaks == generation => Ok((generation, root)),
            _ if waits.is_some() => said(
                "was followed by another root, which waits to be acknowledged: what this one states now would not outlast that; name the new one with `--root`",
            ),
            _ => said("is the root key of this party no longer"),
        }
    }

    /// States a root key that the present one signs. It holds once another signatory acknowledges it.
    ///
    /// # Errors
    /// If a key is not there or not the root, or this station may not sign now.
    pub fn succeed(&mut self, next: &Path, root: &Path) -> Done<Said> {
        let (generation, root) = self.root_signer(root)?;
        self.state_root(next, |place, key| Warrant::by_root(place, key, (generation, &root)))
    }

    /// States a root key that recovery keys sign, where the old one is lost or stolen. It holds once another signatory
    /// acknowledges it.
    ///
    /// # Errors
    /// If they are not as many of this party's as are needed, or as for [`Station::succeed`].
    pub fn recover(&mut self, next: &Path, papers: &[Paper]) -> Done<Said> {
        let pinned = self.card.recovery.ok_or_else(|| {
            Fault::Asked(
                "the card of this party names no recovery keys: its root cannot be recovered"
                    .into(),
            )
        })?;
        let recovery = papers.first().map(|paper| paper.recovery.clone());
        let recovery = recovery.filter(|_| papers.iter().all(|it| it.recovery.digest() == pinned));
        let recovery = recovery.ok_or_else(|| {
            Fault::Asked("these are not recovery keys of this party: `--key` names one, as often as are needed".into())
        })?;
        let mut shares: Vec<RootSigner> = Vec::new();
        for paper in papers {
            let one = paper.signer();
            if shares.iter().all(|other| other.public() != one.public()) {
                shares.push(one);
            }
        }
        let needed = usize::try_from(recovery.needed()).unwrap_or(usize::MAX);
        if shares.len() < needed {
            return Err(Fault::Asked(format!(
                "{needed} different recovery keys are needed, and these are {}",
                shares.len()
            )));
        }
        shares.truncate(needed);
        self.state_root(next, |place, key| Warrant::by_shares(place, key, &recovery, &shares))
    }

    fn state_root(
        &mut self,
        next: &Path,
        warrant: impl FnOnce(line::identity::RootPlace<'_>, &RootKey) -> Warrant,
    ) -> Done<Said> {
        let (log, index) = self.next_statement()?;
        let (key, generation) = (read_root(next)?, self.own_roots().len() as u64);
        let hash = self.charter.hash();
        let warrant = warrant((&hash, log, index, generation), &key.public());
        let statement = Statement::Root(Box::new(key.public()), warrant);
        let mut said = self.state(statement, &(generation, key))?;
        said.key = Some(next.to_path_buf());
        Ok(said)
    }

    /// Takes the new root of another party: with that it holds.
    ///
    /// # Errors
    /// If this is no signatory, the party has no new root, or as for [`Station::succeed`].
    pub fn acknowledge(&mut self, name: &str, root: &Path) -> Done<Said> {
        let party = self.charter.named(name)?.party;
        if self.card.role != line::identity::Role::Signatory || party == self.card.party {
            return Err(Fault::Asked(
                "the other signatory acknowledges the new root of a party".into(),
            ));
        }
        let waits = self.directory.root_to_acknowledge(&party, &self.identities());
        let leaf = waits.map(|(hash, _)| hash).ok_or_else(|| {
            Fault::Asked(format!(
                "{name} has stated no new root that waits: nothing to acknowledge"
            ))
        })?;
        let root = self.root_signer(root)?;
        self.state(Statement::Acknowledge(leaf), &root)
    }
}
