// A stranger's verifier of the line: heads, proofs and forks, with Go's note and tlog packages and no code of ours.
//
//	stranger head        KEYS HEAD             a signed head: whose, size, root
//	stranger inclusion   KEYS PROOF LEAFHASH   a .tlog-proof: the leaf is in the log
//	stranger consistency KEYS OLD NEW PATH     the newer head continues the older one
//	stranger fork        KEYS PROOF            names the author of two histories
//	stranger vectors     DIR                   the vectors of docs/format.md that it can read
//	stranger edge        FILE                  the edge cases of Ed25519
//
// KEYS is a policy, or lines of name and vkey. ML-DSA lines are not read: a stranger accepts more, never less.
// Exit 0 yes, 1 no, 2 usage, 3 a file cannot be read.
package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type head struct {
	author, origin string
	size           int64
	root           tlog.Hash
}

func keyHash(v *verifier) uint32 {
	sum := sha256.Sum256([]byte(v.name + "\n" + string(v.kind) + string(v.key)))
	return binary.BigEndian.Uint32(sum[:])
}

// keys reads lines `log VKEY`, `witness NAME VKEY` or `NAME VKEY`; authors maps an origin to who is behind it.
func keys(text string) (known []note.Verifier, authors map[string]string, err error) {
	authors = map[string]string{}
	for _, line := range strings.Split(text, "\n") {
		words := strings.Fields(line)
		if len(words) < 2 || strings.HasPrefix(line, "#") || !strings.Contains(words[len(words)-1], "+") {
			continue
		}
		v, err := newVerifier(words[len(words)-1])
		if err != nil {
			return nil, nil, err
		}
		if v == nil {
			continue
		}
		known = append(known, v)
		if v.kind == 0x01 {
			authors[v.name] = words[0]
			if words[0] == "log" {
				authors[v.name] = v.name
			}
		}
	}
	return known, authors, nil
}

// number reads a decimal from 0 to 2^63 - 1 in its only spelling.
func number(digits string) (int64, error) {
	value, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || value < 0 || strconv.FormatInt(value, 10) != digits {
		return 0, errors.New("a number is not a decimal in its only spelling")
	}
	return value, nil
}

func hash(text string) (tlog.Hash, error) {
	var out tlog.Hash
	bytes, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || len(bytes) != 32 {
		return out, errors.New("a hash is not the base 64 of 32 bytes")
	}
	copy(out[:], bytes)
	return out, nil
}

func hashes(lines []string) (out []tlog.Hash, err error) {
	for _, line := range lines {
		one, err := hash(line)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// readHead verifies a signed checkpoint; the line of the log's own key must be there.
func readHead(text string, known []note.Verifier, authors map[string]string) (head, error) {
	opened, err := open([]byte(text), known)
	if err != nil {
		return head{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 {
		return head{}, errors.New("a checkpoint is not three lines")
	}
	size, err := number(lines[1])
	if err != nil {
		return head{}, err
	}
	root, err := hash(lines[2])
	if err != nil {
		return head{}, err
	}
	for _, line := range opened.Sigs {
		if line.Name == lines[0] && authors[line.Name] != "" {
			return head{authors[line.Name], lines[0], size, root}, nil
		}
	}
	return head{}, errors.New("no key of the log signed the head")
}

func inclusion(text string, leaf tlog.Hash, known []note.Verifier, authors map[string]string) (head, error) {
	top, signed, found := strings.Cut(text, "\n\n")
	lines := strings.Split(top, "\n")
	if !found || lines[0] != "c2sp.org/tlog-proof@v1" {
		return head{}, errors.New("this is no .tlog-proof")
	}
	lines = lines[1:]
	if len(lines) > 0 && strings.HasPrefix(lines[0], "extra ") {
		if _, err := base64.StdEncoding.Strict().DecodeString(lines[0][len("extra "):]); err != nil {
			return head{}, err
		}
		lines = lines[1:]
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "index ") {
		return head{}, errors.New("a proof has no index")
	}
	index, err := number(lines[0][len("index "):])
	if err != nil {
		return head{}, err
	}
	path, err := hashes(lines[1:])
	if err != nil {
		return head{}, err
	}
	of, err := readHead(signed, known, authors)
	if err == nil {
		err = checkRecord(path, of.size, of.root, index, leaf)
	}
	return of, err
}

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: stranger head|inclusion|consistency|fork KEYS FILE..., vectors DIR, edge FILE")
		os.Exit(2)
	}
	answer, err := run(os.Args[1], os.Args[2:])
	var missing *os.PathError
	switch {
	case errors.As(err, &missing):
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(answer)
}

func run(task string, args []string) (string, error) {
	if task == "vectors" {
		return vectors(args[0])
	}
	var files []string
	for at, arg := range args {
		if task == "inclusion" && at == 2 {
			files = append(files, arg)
			continue
		}
		bytes, err := os.ReadFile(arg)
		if err != nil {
			return "", err
		}
		files = append(files, string(bytes))
	}
	if task == "edge" {
		return edge(files[0])
	}
	known, authors, err := keys(files[0])
	need := map[string]int{"head": 2, "inclusion": 3, "consistency": 4, "fork": 2}[task]
	if err != nil {
		return "", err
	}
	if need == 0 || len(files) != need {
		return "", errors.New("wrong task or number of files: see the head of main.go")
	}
	return decide(task, files, known, authors)
}
