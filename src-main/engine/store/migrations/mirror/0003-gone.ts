// Owns: the index over requests the service no longer knows, which the counts of views leave out.

export const sql = `
CREATE INDEX reassign_gone ON reassign_request (state, row_id) WHERE is_gone = 1;
`;
