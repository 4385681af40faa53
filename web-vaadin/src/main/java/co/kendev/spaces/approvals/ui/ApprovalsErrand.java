package co.kendev.spaces.approvals.ui;

import co.kendev.spaces.approvals.ApprovalFilter;
import co.kendev.spaces.approvals.web.ApprovalAccess;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.ui.Errand;
import co.kendev.spaces.platform.ui.Viewer;
import org.springframework.stereotype.Component;

/** The way to the inbox, from every screen. */
@Component
class ApprovalsErrand implements Errand {
    private final ApprovalAccess access;

    ApprovalsErrand(ApprovalAccess access) {
        this.access = access;
    }

    @Override
    public String address() {
        return "approvals";
    }

    @Override
    public String icon() {
        return "stamp";
    }

    @Override
    public String name() {
        return "Approvals";
    }

    @Override
    public int waiting(Viewer viewer) {
        var asks = viewer.in(Actor.NOWHERE);
        return access.decidable(asks, access.list(asks, ApprovalFilter.open())).size();
    }
}
