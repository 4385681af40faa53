-- An agreement stands on a decision that there is. Asked at the end of a transaction, so that a business can go with both.
alter table revenue.agreement
  add foreign key (tenant_id, approval_id) references approvals.approval (tenant_id, id) deferrable initially deferred;
