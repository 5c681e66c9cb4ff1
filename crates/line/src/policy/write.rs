//! A policy file from a policy.

use super::{Body, Policy, Quorum};

impl Policy {
    /// A file that [`Policy::parse`] reads as this policy: logs, then witnesses and groups in their order, then the
    /// quorum. Comments and addresses of the file it was read from are gone.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for key in &self.logs {
            line(&mut out, &[b"log", key.write().as_bytes()]);
        }
        for node in &self.nodes {
            match &node.body {
                Body::Witness(key) => {
                    line(&mut out, &[b"witness", &node.name, key.write().as_bytes()]);
                }
                Body::Group { threshold, members } => {
                    let threshold = threshold.to_string();
                    let mut words = vec![b"group".as_slice(), &node.name, threshold.as_bytes()];
                    words.extend(members.iter().map(|member| self.name(*member)));
                    line(&mut out, &words);
                }
            }
        }
        let quorum = match self.quorum {
            Quorum::Nobody => b"none",
            Quorum::Node(index) => self.name(index),
        };
        line(&mut out, &[b"quorum", quorum]);
        out
    }

    fn name(&self, index: usize) -> &[u8] {
        self.nodes.get(index).map_or(b"none", |node| &node.name)
    }
}

fn line(out: &mut Vec<u8>, words: &[&[u8]]) {
    out.extend(words.join(&b' '));
    out.push(b'\n');
}
