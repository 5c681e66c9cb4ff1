package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// The y coordinates of the eight points of small order (Chalkias, Garillot and Nikolaenko 2020, table 1).
var smallOrder = [][]byte{
	unhex("0100000000000000000000000000000000000000000000000000000000000000"),
	unhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
	unhex("0000000000000000000000000000000000000000000000000000000000000000"),
	unhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
	unhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
}

func unhex(digits string) []byte {
	bytes, err := hex.DecodeString(digits)
	if err != nil {
		panic(err)
	}
	return bytes
}

// strictPoint says whether 32 bytes encode y below 2^255 - 19, of no point of small order.
func strictPoint(point []byte) bool {
	if len(point) != 32 {
		return false
	}
	y := append([]byte(nil), point...)
	y[31] &= 0x7f
	large := y[31] == 0x7f && y[0] >= 0xed
	for _, middle := range y[1:31] {
		large = large && middle == 0xff
	}
	for _, small := range smallOrder {
		if bytes.Equal(y, small) {
			return false
		}
	}
	return !large
}

// verifyStrict adds to crypto/ed25519, which checks S, R as it is recomputed, and the equation without the
// cofactor, what it leaves open: A and R canonical and not of small order.
func verifyStrict(key, message, signature []byte) bool {
	return len(signature) == ed25519.SignatureSize && strictPoint(key) && strictPoint(signature[:32]) &&
		ed25519.Verify(ed25519.PublicKey(key), message, signature)
}

// A verifier is a strict note.Verifier for keys of type 0x01 (a log) and 0x04 (a cosigner).
type verifier struct {
	name string
	hash uint32
	kind byte
	key  []byte
}

func (v *verifier) Name() string    { return v.name }
func (v *verifier) KeyHash() uint32 { return v.hash }

func (v *verifier) Verify(text, signature []byte) bool {
	if v.kind == 0x01 {
		return verifyStrict(v.key, text, signature)
	}
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	time := binary.BigEndian.Uint64(signature)
	if time == 0 || time > 1<<63-1 {
		return false
	}
	message := append([]byte(fmt.Sprintf("cosignature/v1\ntime %d\n", time)), text...)
	return verifyStrict(v.key, message, signature[8:])
}

// newVerifier reads a vkey; nil for a type that this program does not verify (ML-DSA).
func newVerifier(vkey string) (*verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("a key is not name, id and base 64 joined by plus signs")
	}
	hash, err := strconv.ParseUint(parts[1], 16, 32)
	material, err2 := base64.StdEncoding.Strict().DecodeString(parts[2])
	if err != nil || err2 != nil || len(parts[1]) != 8 || len(material) == 0 {
		return nil, errors.New("a key has no id of eight hex digits or no base 64")
	}
	kind, key := material[0], material[1:]
	if kind != 0x01 && kind != 0x04 {
		return nil, nil
	}
	if !strictPoint(key) {
		return nil, errors.New("a key is weak, not canonical or not of 32 bytes")
	}
	v := &verifier{parts[0], uint32(hash), kind, key}
	if keyHash(v) != v.hash {
		return nil, errors.New("the id of a key is not its own")
	}
	return v, nil
}

// open checks every line of a note that is of a known key; one that does not verify refuses the note.
func open(text []byte, known []note.Verifier) (*note.Note, error) {
	opened, err := note.Open(text, note.VerifierList(known...))
	if err != nil {
		return nil, fmt.Errorf("the note does not verify: %w", err)
	}
	return opened, nil
}
