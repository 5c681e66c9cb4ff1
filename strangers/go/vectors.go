package main

import (
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

type vector struct {
	params map[string]string
	body   string
}

func readVector(path string) (vector, error) {
	bytes, err := os.ReadFile(path)
	if err != nil {
		return vector{}, err
	}
	top, body, _ := strings.Cut(string(bytes), "\n\n")
	params := map[string]string{}
	for _, line := range strings.Split(top, "\n") {
		key, value, _ := strings.Cut(line, ": ")
		params[key] = value
	}
	return vector{params, body}, nil
}

// vectors runs what this program can read and compares yes and no. It does not verify ML-DSA, so a vector that is
// refused for that half alone, or for a policy, is not run: `accept` is run where it is ok.
func vectors(dir string) (string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(files) == 0 {
		return "", errors.New("no vectors in " + dir)
	}
	count := map[string]int{}
	for _, file := range files {
		v, err := readVector(file)
		if err != nil {
			return "", err
		}
		run, expect := v.params["run"], v.params["expect"]
		strangers := map[string]bool{"inclusion": true, "consistency": true, "log-proof": true, "fork": true}
		if !strangers[run] && (run != "accept" || expect != "ok") || v.params["encoding"] != "" || v.params["fill"] != "" {
			continue
		}
		err = one(dir, v)
		// 64 hashes are refused for their number alone by us, here by the sizes: no either way.
		if (err == nil) != (expect == "ok") {
			return "", fmt.Errorf("%s: expected %s, found %v", filepath.Base(file), expect, err)
		}
		count[run]++
	}
	return fmt.Sprint("vectors agree: ", count), nil
}

func one(dir string, v vector) error {
	p := v.params
	switch p["run"] {
	case "inclusion":
		leaf, err1 := hash(p["leaf"])
		root, err2 := hash(p["root"])
		size, err3 := number(p["size"])
		index, err4 := number(p["index"])
		path, err5 := hashes(strings.Fields(v.body))
		if err := first(err1, err2, err3, err4, err5); err != nil {
			return err
		}
		return checkRecord(path, size, root, index, leaf)
	case "consistency":
		old, err1 := hash(p["old"])
		new, err2 := hash(p["new"])
		smaller, err3 := number(p["smaller"])
		larger, err4 := number(p["larger"])
		path, err5 := hashes(strings.Fields(v.body))
		if err := first(err1, err2, err3, err4, err5); err != nil {
			return err
		}
		return checkTree(path, larger, new, smaller, old)
	}
	policy, err := readVector(filepath.Join(dir, p["policy"]+".txt"))
	if err != nil {
		return err
	}
	known, authors, err := keys(policy.body)
	if err != nil {
		return err
	}
	switch p["run"] {
	case "fork":
		_, err = fork(v.body, known, authors)
	case "log-proof":
		leaf, _ := hash(p["leaf"])
		_, err = inclusion(v.body, leaf, known, authors)
	default:
		_, err = readHead(v.body, known, authors)
	}
	return err
}

func first(all ...error) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

// edge decides each of the 914 cases as its flags say.
func edge(text string) (string, error) {
	refused := []string{"low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "low_order_residue", "reencoded_k"}
	all, valid := 0, 0
	for _, line := range strings.Split(strings.TrimSpace(text), "\n")[1:] {
		columns := strings.Split(line, " ")
		key, _ := hex.DecodeString(columns[1])
		signature, _ := hex.DecodeString(columns[2])
		message := strings.ReplaceAll(columns[3], "_", " ")
		expected := true
		for _, flag := range strings.Split(columns[4], ",") {
			for _, bad := range refused {
				expected = expected && flag != bad
			}
		}
		found := verifyStrict(key, []byte(message), signature)
		if found != expected {
			return "", fmt.Errorf("case %s: expected %v, found %v (%s)", columns[0], expected, found, columns[4])
		}
		all++
		if found {
			valid++
		}
	}
	return fmt.Sprintf("edge cases agree: %d, of which valid %d", all, valid), nil
}
