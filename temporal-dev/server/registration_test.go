package main

import (
	"maps"
	"strings"
	"testing"

	"go.temporal.io/api/enums/v1"
)

func TestMissingAttributes(t *testing.T) {
	all, err := missingAttributes(nil)
	if err != nil || !maps.Equal(all, searchAttributes) {
		t.Errorf("new namespace: got %v, %v", all, err)
	}
	none, err := missingAttributes(searchAttributes)
	if err != nil || len(none) != 0 {
		t.Errorf("complete namespace: got %v, %v", none, err)
	}
	known := maps.Clone(searchAttributes)
	delete(known, "DueAt")
	known["SomethingElse"] = enums.INDEXED_VALUE_TYPE_TEXT
	one, err := missingAttributes(known)
	if err != nil || len(one) != 1 || one["DueAt"] != enums.INDEXED_VALUE_TYPE_DATETIME {
		t.Errorf("one missing: got %v, %v", one, err)
	}
	known["Stage"] = enums.INDEXED_VALUE_TYPE_TEXT
	if _, err := missingAttributes(known); err == nil || !strings.Contains(err.Error(), "Stage") {
		t.Errorf("other type: got %v", err)
	}
}

// A SQL store has a fixed number of columns per type in a namespace.
func TestAttributesFitTheColumns(t *testing.T) {
	columns := map[enums.IndexedValueType]int{
		enums.INDEXED_VALUE_TYPE_KEYWORD: 10, enums.INDEXED_VALUE_TYPE_BOOL: 3,
		enums.INDEXED_VALUE_TYPE_DATETIME: 3, enums.INDEXED_VALUE_TYPE_INT: 3,
	}
	for _, kind := range searchAttributes {
		columns[kind]--
	}
	for kind, left := range columns {
		if left < 0 {
			t.Errorf("%v: %d too many", kind, -left)
		}
	}
}

func TestProbeQueryNamesEveryAttribute(t *testing.T) {
	query := probeQuery()
	for name := range searchAttributes {
		if !strings.Contains(query, name+" IS NOT NULL") {
			t.Errorf("%s is missing in %s", name, query)
		}
	}
}
