//! Why something is refused: one code for each way to be wrong, the same on both sides.

macro_rules! reasons {
    ($($number:literal $variant:ident $name:literal $sentence:literal)*) => {
        /// A way to be wrong. Numbers and names never change their meaning; docs/format.md lists them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u16)]
        pub enum Reason { $(#[doc = $sentence] $variant = $number,)* }

        impl Reason {
            /// All reasons, by number.
            pub const ALL: &'static [Reason] = &[$(Reason::$variant,)*];

            /// The name in docs/format.md.
            pub fn name(self) -> &'static str {
                match self { $(Reason::$variant => $name,)* }
            }

            /// What is wrong, in a sentence.
            pub fn sentence(self) -> &'static str {
                match self { $(Reason::$variant => $sentence,)* }
            }
        }
    };
}

reasons! {
    101 NoteSize "note-size" "a note has more than 65,536 bytes"
    102 NoteEncoding "note-encoding" "a note is not UTF-8 or has a control character other than newline"
    103 NoteForm "note-form" "a note lacks its blank line or the newline at its end"
    104 NoteSignatureLine "note-signature-line" "a signature line is not an em dash, a name and base 64"
    105 NoteBase64 "note-base64" "a signature is not the one padded base 64 of its bytes"
    106 NoteShort "note-short" "a signature line has no more than the key id"
    107 NoteName "note-name" "a key name is empty or has a space, a plus, a control character or more than 255 bytes"
    108 NoteSignatures "note-signatures" "a note has more than 16 signature lines"
    109 NoteDuplicate "note-duplicate" "two signature lines have the same name and id"
    110 KeyForm "key-form" "a vkey is not name, id and base 64 joined by plus signs"
    111 KeyType "key-type" "a key has a type other than 0x01, 0x04 and 0x06"
    112 KeyId "key-id" "the id of a vkey is not the one of its name, type and key"
    113 KeyLength "key-length" "a public key has another length than its type"
    114 KeyWeak "key-weak" "an Ed25519 key is no point, not canonical or of small order"
    115 SignatureLength "signature-length" "a signature has another length than its type"
    116 SignatureInvalid "signature-invalid" "a signature does not verify"
    117 SignatureEd25519 "signature-ed25519" "the Ed25519 half of a pair does not verify"
    118 SignatureMlDsa "signature-ml-dsa" "the ML-DSA half of a pair does not verify"
    201 CheckpointForm "checkpoint-form" "a checkpoint has fewer than three lines or an empty one"
    202 CheckpointOrigin "checkpoint-origin" "an origin is empty or has a space, a plus or more than 255 bytes"
    203 CheckpointSize "checkpoint-size" "a size is not a decimal from 0 to 2^63 - 1 in its only spelling"
    204 CheckpointRoot "checkpoint-root" "a root is not the base 64 of 32 bytes"
    205 CheckpointExtension "checkpoint-extension" "a checkpoint has extension lines"
    206 CheckpointEmpty "checkpoint-empty" "a checkpoint of size 0 has another root than that of nothing"
    211 CosignatureTime "cosignature-time" "a cosignature has the time 0 or one beyond 2^63 - 1"
    301 ProofLong "proof-long" "a path has more than 63 hashes"
    302 ProofIndex "proof-index" "an index is not below the size of the tree"
    303 ProofLength "proof-length" "a path has more or fewer hashes than index and size need"
    304 ProofRoot "proof-root" "a path leads to another root"
    305 ProofSizes "proof-sizes" "a consistency path joins sizes that are not rising, or starts from 0"
    311 ProofForm "proof-form" "a proof lacks its first line, its index, its blank line or is too large"
    312 ProofExtra "proof-extra" "the extra line of a proof is not base 64"
    313 ProofNumber "proof-number" "the index of a proof is not a decimal in its only spelling"
    314 ProofHash "proof-hash" "a line of a path is not the base 64 of 32 bytes"
    321 TilePath "tile-path" "a path is not that of a tile in its only spelling"
    322 TileWidth "tile-width" "a tile has another number of hashes than its path says"
    323 BundleLeaf "bundle-leaf" "a leaf has more than 65,535 bytes"
    324 BundleCut "bundle-cut" "a bundle ends within a leaf or has too few"
    325 BundleTrailing "bundle-trailing" "a bundle goes on after its last leaf"
    331 ForkForm "fork-form" "a fork proof is not two heads and a path in the form of the page"
    332 ForkOrigin "fork-origin" "the heads of a fork proof are of two logs"
    333 ForkUnlinked "fork-unlinked" "the path of a fork proof does not lead to the larger root"
    334 ForkNone "fork-none" "both heads of a fork proof can be of one log"
    401 PolicyBytes "policy-bytes" "a policy has a byte that none may have, or no newline at its end"
    402 PolicyLine "policy-line" "a line of a policy is not one of the four forms"
    403 PolicyKey "policy-key" "a key of a policy is no vkey of a type that its line may have"
    404 PolicyKeyTwice "policy-key-twice" "a policy lists a public key twice among logs or among witnesses"
    405 PolicyName "policy-name" "a policy defines a name twice, or `none`"
    406 PolicyUnknownName "policy-unknown-name" "a policy uses a name that no earlier line defines"
    407 PolicyMemberTwice "policy-member-twice" "a name is a member of two groups, or twice of one"
    408 PolicyThreshold "policy-threshold" "a threshold is not from 1 to the number of members"
    409 PolicyQuorumLine "policy-quorum-line" "a policy has no quorum line, or two"
    410 PolicyLimit "policy-limit" "a policy has more than 32 logs, witnesses or groups, or 262,144 bytes"
    411 PolicyOrigin "policy-origin" "a log line, or the head, is of another log than the pinned one"
    412 PolicyUnpaired "policy-unpaired" "a 0x04 witness is not in a pair with a 0x06 one"
    413 PolicyDowngrade "policy-downgrade" "a quorum can be reached without the author's ML-DSA key"
    421 PolicyLogUnsigned "policy-log-unsigned" "no log key of the policy signed the head"
    422 PolicyQuorum "policy-quorum" "the cosignatures do not reach the quorum"
    501 CborCut "cbor-cut" "a value ends before its end"
    502 CborTrailing "cbor-trailing" "bytes follow the value"
    503 CborLong "cbor-long" "a number or length is not in its shortest form"
    504 CborIndefinite "cbor-indefinite" "a length is indefinite"
    505 CborFloat "cbor-float" "a value is a float"
    506 CborTag "cbor-tag" "a value has a tag"
    507 CborSimple "cbor-simple" "a value is a simple one other than true, false and null, or reserved"
    508 CborKey "cbor-key" "a key of a map is not an unsigned number"
    509 CborKeyOrder "cbor-key-order" "keys of a map do not rise"
    510 CborKeyTwice "cbor-key-twice" "a map has a key twice"
    511 CborText "cbor-text" "a text is not UTF-8"
    512 CborDepth "cbor-depth" "arrays and maps are nested deeper than 16"
    513 CborCount "cbor-count" "a length or count is more than the bytes that are left"
    514 CborSize "cbor-size" "an encoded value has more than 65,535 bytes"
    521 FieldMissing "field-missing" "a field is missing"
    522 FieldUnknown "field-unknown" "a field is unknown"
    523 FieldType "field-type" "a field is of another type"
    524 FieldRange "field-range" "a field has a length or a number that it may not have"
    601 LeafSize "leaf-size" "a leaf is not 4,096, 16,384 or 61,440 bytes long, or does not fit into the largest"
    602 LeafFrame "leaf-frame" "the length in front of a header or message goes beyond the end"
    603 LeafPadding "leaf-padding" "the bytes after a header or message are not zero"
    604 LeafVersion "leaf-version" "a leaf has another version than 1"
    605 LeafType "leaf-type" "a leaf has an unknown type, or one that does not belong into its log"
    606 LeafSuite "leaf-suite" "a leaf has another suite than 1"
    607 LeafClass "leaf-class" "a leaf without ciphertext is not of the smallest size that holds it, or a control leaf not of 4,096 bytes"
    608 LeafOrigin "leaf-origin" "a leaf was written for another log"
    609 LeafSealed "leaf-sealed" "a ciphertext does not open under its key and header"
    610 LeafCommit "leaf-commit" "an opened plaintext is not the one committed to"
    611 SeenOrder "seen-order" "the logs of a vector do not rise"
    612 SeenOwn "seen-own" "a vector lists the leaf's own log"
    613 SeenIncomplete "seen-incomplete" "a vector lacks a log of the compartment or an identity log"
    614 SeenUnknown "seen-unknown" "a vector lists a log that is none of the compartment"
    615 SeenBack "seen-back" "a vector is smaller than that of an earlier leaf of the log"
    621 ControlKind "control-kind" "a control leaf has an unknown kind"
    622 ControlBody "control-body" "a control leaf holds more than numbers, hashes and ids"
    623 RoundZero "round-zero" "a control leaf is about round 0"
    624 CutOrder "cut-order" "the logs of a cut do not rise"
    625 CutEmpty "cut-empty" "a cut names a log with no leaves"
    626 HoldVoid "hold-void" "the void leaves of a hold do not rise or are more than eight"
    627 RulingAppeals "ruling-appeals" "a ruling cites no appeal or more than two"
    631 SeatUnknown "seat-unknown" "the log's party has no seat of this id with keys as of the leaf's vector"
    632 SeatNotMember "seat-not-member" "the seat is no member of the compartment as of the leaf's vector"
    633 SeqUsed "seq-used" "the number of a seat's message does not rise"
    634 SaltUsed "salt-used" "a salt stands in an earlier leaf of the log"
    635 SeatRevoked "seat-revoked" "a key under the leaf was revoked, or its seat removed, by what earlier rounds of the script had seen"
    701 KemKey "kem-key" "an X-Wing key is not reduced, or its X25519 half is of small order or not canonical"
    702 WrapCount "wrap-count" "an epoch has not 3, 13 or 51 slots, or fewer than members"
    703 WrapOpen "wrap-open" "a member's slot does not open"
    704 WrapSlots "wrap-slots" "a slot is not the one that the opened secret makes"
    705 EpochNumber "epoch-number" "the number of an epoch is not the next one of its log"
    706 EpochUnknown "epoch-unknown" "a leaf is sealed under an epoch that no earlier leaf of its log started"
    707 EpochOld "epoch-old" "a leaf is sealed under an epoch that a later one replaced"
    708 EpochStale "epoch-stale" "members or their keys changed since the epoch, as of the leaf's vector"
    801 IdentityKind "identity-kind" "a statement is of an unknown kind"
    802 IdentityIndex "identity-index" "a statement stands at another place than it was signed for"
    803 IdentityGeneration "identity-generation" "a statement names a root key that is not there, or a root is not the next"
    804 IdentityRoot "identity-root" "the first root key is not the one that the agreement pins"
    805 IdentityPossession "identity-possession" "a seat did not sign for the keys posted for it"
    806 IdentityLog "identity-log" "the id of a log is not that of its party and keys"
    807 IdentityWarrant "identity-warrant" "a later root is not signed by one before it, nor by enough of the recovery keys that the agreement pins"
    808 ContradictionForm "contradiction-form" "a contradiction is not two leaves in rising order with those before them"
    809 ContradictionNone "contradiction-none" "the leaves of a contradiction are one, or of no party of the agreement"
    901 PartForm "part-form" "a part's number, count or length is not what the length of the whole makes it"
    902 PartMissing "part-missing" "a part is missing, there twice or of another whole"
    903 PartHash "part-hash" "the parts joined are not what their hash says"
    904 EvidenceSize "evidence-size" "evidence is empty or has more than 268,435,456 bytes"
    905 PartLog "part-log" "a part stands in a log of messages, or another message in a log of parts"
    911 DisclosureForm "disclosure-form" "a disclosure is not the sections of the page"
    912 DisclosurePolicy "disclosure-policy" "the verifier has no policy for a log that is shown, or one with other keys than the log was opened with"
    913 DisclosureIdentity "disclosure-identity" "a disclosure lacks identity leaves that its leaf refers to, or shows others"
    921 PacketForm "packet-form" "a packet is not one of the three forms, or has more than 256 leaves"
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.name(), self.sentence())
    }
}

impl std::error::Error for Reason {}
