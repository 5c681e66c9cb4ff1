//! The wire: TLS 1.3 (RFC 8446) between raw keys that both sides know (RFC 7250), with the hybrid key exchange
//! X25519MLKEM768 and no other.
//!
//! Whoever controls the network can delay and cut; it can read and change nothing. A key that is not on the charter
//! gets no further than the handshake.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream, ToSocketAddrs as _};
use std::sync::Arc;
use std::time::Duration;

use line::PartyId;
use line::Secret;
use rustls::client::AlwaysResolvesClientRawPublicKeys;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{
    CryptoProvider, WebPkiSupportedAlgorithms, aws_lc_rs, verify_tls13_signature_with_raw_key,
};
use rustls::pki_types::{
    CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName, SubjectPublicKeyInfoDer,
    UnixTime,
};
use rustls::server::AlwaysResolvesServerRawPublicKeys;
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::sign::CertifiedKey;
use rustls::{
    CertificateError, ClientConfig, ClientConnection, DigitallySignedStruct, DistinguishedName,
    Error, PeerIncompatible, ServerConfig, ServerConnection, SignatureScheme, StreamOwned,
};
use zeroize::Zeroizing;

use crate::card::Card;
use crate::charter::Charter;
use crate::fault::{Done, Fault};

/// A connection that stands still for so long is given up.
const PATIENCE: Duration = Duration::from_secs(30);
/// Prefix of an Ed25519 key as `SubjectPublicKeyInfo` (RFC 8410).
const SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
/// Prefix of an Ed25519 seed as PKCS #8 (RFC 8410).
const PKCS8: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

fn provider() -> CryptoProvider {
    let kx_groups = vec![aws_lc_rs::kx_group::X25519MLKEM768];
    CryptoProvider { kx_groups, ..aws_lc_rs::default_provider() }
}

/// Who may be at the other end.
#[derive(Debug)]
struct Known {
    keys: Vec<(PartyId, [u8; 32])>,
    algorithms: WebPkiSupportedAlgorithms,
}

impl Known {
    fn new(wanted: &[Card]) -> Self {
        Self {
            keys: wanted.iter().map(|card| (card.party, card.carrier.ed25519.to_bytes())).collect(),
            algorithms: provider().signature_verification_algorithms,
        }
    }

    fn party(&self, key: &[u8]) -> Option<PartyId> {
        let raw = key.strip_prefix(&SPKI)?;
        self.keys.iter().find(|(_, known)| raw == known).map(|(party, _)| *party)
    }

    fn check(&self, key: &[u8]) -> Result<(), Error> {
        let unknown = Error::InvalidCertificate(CertificateError::UnknownIssuer);
        self.party(key).map(|_| ()).ok_or(unknown)
    }
}

/// What is the same at both ends of a handshake: TLS 1.3, raw keys, Ed25519.
macro_rules! raw_keys_of_tls13 {
    () => {
        fn verify_tls12_signature(
            &self,
            _: &[u8],
            _: &CertificateDer<'_>,
            _: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, Error> {
            Err(Error::PeerIncompatible(PeerIncompatible::Tls13RequiredForQuic))
        }

        fn verify_tls13_signature(
            &self,
            message: &[u8],
            key: &CertificateDer<'_>,
            signed: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, Error> {
            let key = SubjectPublicKeyInfoDer::from(key.as_ref());
            verify_tls13_signature_with_raw_key(message, &key, signed, &self.algorithms)
        }

        fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
            vec![SignatureScheme::ED25519]
        }

        fn requires_raw_public_keys(&self) -> bool {
            true
        }
    };
}

impl ServerCertVerifier for Known {
    fn verify_server_cert(
        &self,
        key: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.check(key).map(|()| ServerCertVerified::assertion())
    }

    raw_keys_of_tls13!();
}

impl ClientCertVerifier for Known {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        key: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        self.check(key).map(|()| ClientCertVerified::assertion())
    }

    raw_keys_of_tls13!();
}

fn certified(seed: &Secret, public: [u8; 32]) -> Done<Arc<CertifiedKey>> {
    let bad = |error: Error| Fault::Environment(format!("the key of the carriage: {error}"));
    let der = Zeroizing::new([PKCS8.as_slice(), seed.expose()].concat());
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(der.as_slice()));
    let signer = aws_lc_rs::sign::any_eddsa_type(match &key {
        PrivateKeyDer::Pkcs8(key) => key,
        _ => return Err(Fault::Environment("the key of the carriage is of another form".into())),
    });
    let public = CertificateDer::from([SPKI.as_slice(), &public].concat());
    Ok(Arc::new(CertifiedKey::new(vec![public], signer.map_err(bad)?)))
}

/// A connection to a party of the line.
pub trait Wire: Read + Write + Send {}
impl<T: Read + Write + Send> Wire for T {}

fn bad_wire(what: &str, error: &dyn std::fmt::Display) -> Fault {
    Fault::Environment(format!(
        "{what}: {error}; the message is kept: try again, or carry a file (`detente line export`)"
    ))
}

/// Connects to the party with the card `to` at `address` (`host:port`) with this station's seed of carriage.
///
/// # Errors
/// If nobody is there, or somebody else.
pub fn connect(
    to: &Card,
    address: &str,
    (seed, public): (&Secret, [u8; 32]),
) -> Done<Box<dyn Wire>> {
    let bad = |error: &dyn std::fmt::Display| bad_wire(address, error);
    let known = Arc::new(Known::new(std::slice::from_ref(to)));
    let config = ClientConfig::builder_with_provider(Arc::new(provider()))
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(|error| bad(&error))?
        .dangerous()
        .with_custom_certificate_verifier(known)
        .with_client_cert_resolver(Arc::new(AlwaysResolvesClientRawPublicKeys::new(certified(
            seed, public,
        )?)));
    let name = ServerName::try_from("line").map_err(|error| bad(&error))?;
    let connection = ClientConnection::new(Arc::new(config), name).map_err(|error| bad(&error))?;
    let mut addresses = address.to_socket_addrs().map_err(|error| bad(&error))?;
    let at = addresses.next().ok_or_else(|| bad(&"no such host"))?;
    let stream = TcpStream::connect_timeout(&at, PATIENCE).map_err(|error| bad(&error))?;
    patient(&stream).map_err(|error| bad(&error))?;
    let mut wire = StreamOwned::new(connection, stream);
    wire.conn.complete_io(&mut wire.sock).map_err(|error| bad(&error))?;
    Ok(Box::new(wire))
}

fn patient(stream: &TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))
}

/// Who listens.
pub struct Listener {
    listener: TcpListener,
    config: Arc<ServerConfig>,
    known: Arc<Known>,
}

impl Listener {
    /// Listens at `address` (`host:port`; port 0 for any that is free).
    ///
    /// # Errors
    /// If it cannot.
    pub fn bind(
        charter: &Charter,
        address: &str,
        (seed, public): (&Secret, [u8; 32]),
    ) -> Done<Self> {
        let bad = |error: &dyn std::fmt::Display| Fault::Environment(format!("{address}: {error}"));
        let known = Arc::new(Known::new(&charter.cards));
        let verifier: Arc<Known> = Arc::clone(&known);
        let config = ServerConfig::builder_with_provider(Arc::new(provider()))
            .with_protocol_versions(&[&rustls::version::TLS13])
            .map_err(|error| bad(&error))?
            .with_client_cert_verifier(verifier)
            .with_cert_resolver(Arc::new(AlwaysResolvesServerRawPublicKeys::new(certified(
                seed, public,
            )?)));
        let listener = TcpListener::bind(address).map_err(|error| bad(&error))?;
        Ok(Self { listener, config: Arc::new(config), known })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// If the system does not say.
    pub fn address(&self) -> Done<String> {
        let at = self.listener.local_addr();
        at.map(|at| at.to_string()).map_err(|error| Fault::Environment(error.to_string()))
    }

    /// Waits for the next party. Who is on no card is turned away with an error.
    ///
    /// # Errors
    /// If the handshake fails: the listener goes on.
    pub fn accept(&self) -> Done<(PartyId, Box<dyn Wire>)> {
        let bad = |error: &dyn std::fmt::Display| bad_wire("a connection", error);
        let (stream, _) = self.listener.accept().map_err(|error| bad(&error))?;
        patient(&stream).map_err(|error| bad(&error))?;
        let connection =
            ServerConnection::new(Arc::clone(&self.config)).map_err(|error| bad(&error))?;
        let mut wire = StreamOwned::new(connection, stream);
        wire.conn.complete_io(&mut wire.sock).map_err(|error| bad(&error))?;
        let key = wire.conn.peer_certificates().and_then(|keys| keys.first());
        let party = key.and_then(|key| self.known.party(key));
        let party = party.ok_or_else(|| bad(&"a stranger"))?;
        Ok((party, Box::new(wire)))
    }
}
