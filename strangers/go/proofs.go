package main

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// The tlog package panics on nothing it is given here, but wants sizes that make sense.
func checkRecord(path []tlog.Hash, size int64, root tlog.Hash, index int64, leaf tlog.Hash) error {
	if index < 0 || index >= size {
		return errors.New("the index is not below the size")
	}
	return tlog.CheckRecord(path, size, root, index, leaf)
}

func checkTree(path []tlog.Hash, larger int64, root tlog.Hash, smaller int64, old tlog.Hash) error {
	if smaller < 1 || smaller > larger {
		return errors.New("sizes do not rise, or start from 0")
	}
	return tlog.CheckTree(path, larger, root, smaller, old)
}

func decide(task string, files []string, known []note.Verifier, authors map[string]string) (string, error) {
	switch task {
	case "head":
		of, err := readHead(files[1], known, authors)
		return fmt.Sprintf("%s %d %v", of.author, of.size, of.root), err
	case "inclusion":
		leaf, err := hash(files[2])
		if err != nil {
			return "", err
		}
		of, err := inclusion(files[1], leaf, known, authors)
		return fmt.Sprintf("%s %d %v", of.author, of.size, of.root), err
	case "consistency":
		old, err := readHead(files[1], known, authors)
		if err != nil {
			return "", err
		}
		new, err := readHead(files[2], known, authors)
		if err != nil {
			return "", err
		}
		path, err := hashes(strings.Fields(files[3]))
		if err == nil && old.origin != new.origin {
			err = errors.New("heads of two logs")
		}
		if err == nil {
			err = checkTree(path, new.size, new.root, old.size, old.root)
		}
		return new.author, err
	}
	return fork(files[1], known, authors)
}

// fork verifies two heads that no append-only log can have, and names their author.
//
// The path of the file is a whole one: its first node stands in it where RFC 6962 leaves it out. If the larger root
// follows from the path and another smaller root follows too, both roots are of trees, and the signed smaller one is
// not the beginning of the signed larger one.
func fork(text string, known []note.Verifier, authors map[string]string) (string, error) {
	top, notes, found := strings.Cut(text, "\n\n")
	lines := strings.Split(top, "\n")
	var cut, rest int
	if !found || len(lines) < 3 || lines[0] != "line/v1/fork" {
		return "", errors.New("this is no fork proof")
	}
	_, err := fmt.Sscanf(lines[1]+" "+lines[2], "smaller %d larger %d", &cut, &rest)
	if err != nil || cut < 0 || rest < 0 || cut+rest != len(notes) {
		return "", errors.New("the lengths are not those of the two heads")
	}
	smaller, err := readHead(notes[:cut], known, authors)
	if err != nil {
		return "", err
	}
	larger, err := readHead(notes[cut:], known, authors)
	if err != nil {
		return "", err
	}
	path, err := hashes(lines[3:])
	if err != nil {
		return "", err
	}
	if smaller.origin != larger.origin {
		return "", errors.New("heads of two logs convict nobody")
	}
	if smaller.size == larger.size && len(path) == 0 {
		if smaller.root == larger.root {
			return "", errors.New("one head twice convicts nobody")
		}
		return larger.author, nil
	}
	return larger.author, contradicts(path, smaller, larger)
}

// contradicts is nil if the larger tree begins with another tree of the smaller size.
func contradicts(path []tlog.Hash, smaller, larger head) error {
	if smaller.size < 1 || smaller.size >= larger.size {
		return errors.New("the path does not join these sizes")
	}
	old, err := smallerRoot(path, 0, larger.size, smaller.size)
	if err != nil {
		return err
	}
	rfc := path
	if smaller.size&(smaller.size-1) == 0 {
		rfc = path[1:]
	}
	// The path must lead from the root that it computes to the signed larger one.
	if err := checkTree(rfc, larger.size, larger.root, smaller.size, old); err != nil {
		return fmt.Errorf("the path does not lead to the larger root: %w", err)
	}
	if old == smaller.root {
		return errors.New("both heads can be of one log: nobody is convicted")
	}
	return nil
}

// smallerRoot joins the nodes of a whole path that lie in the tree of the first n leaves, on the way down to its end.
func smallerRoot(path []tlog.Hash, low, high, n int64) (tlog.Hash, error) {
	if len(path) == 0 || (n == high) != (len(path) == 1) {
		return tlog.Hash{}, errors.New("the path has more or fewer hashes than its sizes need")
	}
	last := len(path) - 1
	if n == high {
		return path[0], nil
	}
	half := int64(1)
	for 2*half < high-low {
		half *= 2
	}
	if n <= low+half {
		return smallerRoot(path[:last], low, low+half, n)
	}
	old, err := smallerRoot(path[:last], low+half, high, n)
	return tlog.NodeHash(path[last], old), err
}
