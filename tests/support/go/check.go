// Command check reads an exported log with the transparency-log packages of the Go project, which share no line with ours:
// the signed checkpoint, proofs that we made, every entry through the tiles, and proofs made out of our tiles.
// It knows nothing of what the entries say.
package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// proofs is what our side claims: cases.json, with hashes in base64.
type proofs struct {
	Inclusion []struct {
		Index int64
		Proof []tlog.Hash
	}
	Consistency []struct {
		From     int64
		FromRoot tlog.Hash
		Proof    []tlog.Hash
	}
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: check LOG-FOLDER CASES.JSON")
		os.Exit(2)
	}
	if err := check(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "go:", err)
		os.Exit(1)
	}
}

func check(dir, cases string) error {
	tree, signers, err := openCheckpoint(dir)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	var claimed proofs
	text, err := os.ReadFile(cases)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, &claimed); err != nil {
		return err
	}
	hashes := tlog.TileHashReader(tree, &tiles{dir: dir, held: map[string][]byte{}})
	entries, err := readEntries(dir, tree, hashes)
	if err != nil {
		return err
	}
	if err := checkInclusion(claimed, tree, hashes, entries); err != nil {
		return err
	}
	if err := checkConsistency(claimed, tree, hashes); err != nil {
		return err
	}
	fmt.Printf("go: %d signers, %d entries, %d inclusion proofs, %d consistency proofs\n",
		signers, len(entries), len(claimed.Inclusion), len(claimed.Consistency))
	return nil
}

func openCheckpoint(dir string) (tree tlog.Tree, signers int, err error) {
	keys, err := os.ReadFile(filepath.Join(dir, "vkey"))
	if err != nil {
		return tree, 0, err
	}
	var known []note.Verifier
	for _, key := range strings.Fields(string(keys)) {
		verifier, err := note.NewVerifier(key)
		if err != nil {
			return tree, 0, err
		}
		known = append(known, verifier)
	}
	text, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return tree, 0, err
	}
	opened, err := note.Open(text, note.VerifierList(known...))
	if err != nil {
		return tree, 0, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != opened.Sigs[0].Name {
		return tree, 0, fmt.Errorf("not three lines that begin with the log's own name")
	}
	if _, err := fmt.Sscanf(lines[1], "%d", &tree.N); err != nil {
		return tree, 0, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, len(opened.Sigs), err
}

// tiles hands our tiles to the reference, which authenticates each of them up to the signed root.
type tiles struct {
	dir  string
	held map[string][]byte
}

func (t *tiles) Height() int                               { return 8 }
func (t *tiles) SaveTiles(read []tlog.Tile, data [][]byte) {}

func (t *tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range wanted {
		// The reference names the height in its paths; C2SP leaves it out, since it is always 8.
		path := filepath.Join("tile", strings.TrimPrefix(tile.Path(), "tile/8/"))
		if t.held[path] == nil {
			data, err := os.ReadFile(filepath.Join(t.dir, path))
			if err != nil {
				return nil, err
			}
			t.held[path] = data
		}
		found = append(found, t.held[path])
	}
	return found, nil
}

// readEntries returns every entry, each compared with its leaf hash in the tree.
func readEntries(dir string, tree tlog.Tree, hashes tlog.HashReader) ([][]byte, error) {
	var entries [][]byte
	for first := int64(0); first < tree.N; first += 256 {
		width := min(256, tree.N-first)
		tile := tlog.Tile{H: 8, L: 0, N: first / 256, W: int(width)}
		path := filepath.Join(dir, "tile", "entries", strings.TrimPrefix(tile.Path(), "tile/8/0/"))
		bundle, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		read, err := unbundle(bundle)
		if err != nil || int64(len(read)) != width {
			return nil, fmt.Errorf("bundle of entry %d: %d entries: %v", first, len(read), err)
		}
		if err := compare(read, first, hashes); err != nil {
			return nil, err
		}
		entries = append(entries, read...)
	}
	return entries, nil
}

func unbundle(bundle []byte) (entries [][]byte, err error) {
	for len(bundle) > 0 {
		if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
			return entries, fmt.Errorf("ends inside an entry")
		}
		end := 2 + int(binary.BigEndian.Uint16(bundle))
		entries = append(entries, bundle[2:end])
		bundle = bundle[end:]
	}
	return entries, nil
}

func compare(entries [][]byte, first int64, hashes tlog.HashReader) error {
	var places []int64
	for i := range entries {
		places = append(places, tlog.StoredHashIndex(0, first+int64(i)))
	}
	leaves, err := hashes.ReadHashes(places)
	if err != nil {
		return err
	}
	for i, entry := range entries {
		if tlog.RecordHash(entry) != leaves[i] {
			return fmt.Errorf("entry %d is not the one in the tree", first+int64(i))
		}
	}
	return nil
}

func checkInclusion(claimed proofs, tree tlog.Tree, hashes tlog.HashReader, entries [][]byte) error {
	for _, claim := range claimed.Inclusion {
		leaf := tlog.RecordHash(entries[claim.Index])
		if err := tlog.CheckRecord(claim.Proof, tree.N, tree.Hash, claim.Index, leaf); err != nil {
			return fmt.Errorf("our proof of entry %d: %w", claim.Index, err)
		}
		theirs, err := tlog.ProveRecord(tree.N, claim.Index, hashes)
		if err != nil || !equal(theirs, claim.Proof) {
			return fmt.Errorf("out of our tiles entry %d has another proof: %v", claim.Index, err)
		}
	}
	return nil
}

func checkConsistency(claimed proofs, tree tlog.Tree, hashes tlog.HashReader) error {
	for _, claim := range claimed.Consistency {
		if err := tlog.CheckTree(claim.Proof, tree.N, tree.Hash, claim.From, claim.FromRoot); err != nil {
			return fmt.Errorf("our proof of growth from %d: %w", claim.From, err)
		}
		theirs, err := tlog.ProveTree(tree.N, claim.From, hashes)
		if err != nil || !equal(theirs, claim.Proof) {
			return fmt.Errorf("out of our tiles the growth from %d has another proof: %v", claim.From, err)
		}
	}
	return nil
}

func equal(a, b []tlog.Hash) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}
