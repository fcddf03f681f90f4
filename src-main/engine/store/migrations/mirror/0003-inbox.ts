// Owns: small indexes of the inbox: over what a view leaves out or alone holds. Each covers few rows.

/** The three over requests with a `stop` finding serve the view 'missing' in each sort; queries name both values. */
export const sql = `
CREATE INDEX reassign_gone ON reassign_request (state, row_id) WHERE is_gone = 1;
CREATE INDEX reassign_stop_created ON reassign_request (created_ms, row_id)
  WHERE state = 'pending' AND worst_severity = 'stop';
CREATE INDEX reassign_stop_expires ON reassign_request (expires_ms, row_id)
  WHERE state = 'pending' AND worst_severity = 'stop';
CREATE INDEX reassign_stop_owner ON reassign_request (owner, created_ms, row_id)
  WHERE state = 'pending' AND worst_severity = 'stop';
`;
