# Every target is a verb of temporal-dev/bin/spaces; variables go along: make run SPACES_HTTP_PORT=8081
.DEFAULT_GOAL := help
VERBS := run instance test stress bench verify fix stop nuke help

.PHONY: $(VERBS)
$(VERBS):
	@temporal-dev/bin/spaces $@ $(ARGS)
