// Owns the routes of documents: raw upload, rename, delete, details (specification 3.2). A body is taken
// as bytes whatever its content type says.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { formatTime, formatType, formatUpload } from './answers.ts';
import type { Deed, UploadCommand } from './command.ts';
import { MESSAGES } from './messages.ts';
import type { DocumentType } from './model.ts';
import {
  findVisible,
  readJson,
  readNumber,
  sendError,
  sendOutcome,
  type RouteContext,
} from './route-context.ts';
import { parseName } from './validate.ts';

type ById = { Params: { id: string } };
type ByDocument = { Params: { id: string; documentId: string } };

function readHeader(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Word and XML stay native only when asked to; everything else becomes a PDF. */
function pickType(name: string, isNative: boolean): DocumentType {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  if (!isNative) return 'PDF';
  if (ending === 'xml') return 'XML';
  return ending === 'docx' || ending === 'doc' ? 'WORD' : 'PDF';
}

function readUpload(request: FastifyRequest): UploadCommand['document'] {
  const name = readHeader(request, 'x-file-name');
  const { body } = request;
  if (name === undefined) return { problem: 'noFileName' };
  if (!Buffer.isBuffer(body) || body.length === 0) return { problem: 'emptyUpload' };
  const isNative = readHeader(request, 'x-convert-document')?.toLowerCase() === 'false';
  return {
    name,
    type: pickType(name, isNative),
    source: readHeader(request, 'x-source') ?? 'API',
    sizeBytes: body.length,
  };
}

export function registerDocumentRoutes(app: FastifyInstance, context: RouteContext): void {
  const { service, version, getCaller } = context;
  const { state } = service;
  const reading = { version, assumptions: state.assumptions };

  app.post<ById>('/packages/:id/documents', async (request, reply) => {
    const packageId = readNumber(request.params.id) ?? -1;
    const deed: Deed = { type: 'document.add', packageId, document: readUpload(request) };
    const outcome = service.perform(deed, getCaller(request).origin);
    const pack = state.findPackage(packageId);
    if (!outcome.ok || !pack) return sendOutcome(context, reply, outcome);
    return reply.code(201).send(formatUpload(state, pack, Number(outcome.id), version));
  });

  app.get<ByDocument>('/packages/:id/documents/:documentId/details', async (request, reply) => {
    const found = findVisible(context, getCaller(request), request.params.id);
    if (found.refusal) return sendError(reply, version, found.refusal);
    const wanted = readNumber(request.params.documentId);
    const document = found.pack.documents.find((one) => one.id === wanted);
    if (!document) return sendError(reply, version, { status: 404, message: MESSAGES.notFound });
    return reply.send({
      document_id: document.id,
      document_name: document.name,
      document_type: formatType(state, document),
      document_pages: document.pages,
      created_on: formatTime(document.createdAt),
      modified_on: formatTime(document.modifiedAt),
    });
  });

  app.put<ByDocument>('/packages/:id/documents/:documentId', async (request, reply) => {
    const deed: Deed = {
      type: 'document.rename',
      packageId: readNumber(request.params.id) ?? -1,
      documentId: readNumber(request.params.documentId) ?? -1,
      name: parseName('document_name', readJson(context, request), reading),
    };
    return sendOutcome(context, reply, service.perform(deed, getCaller(request).origin));
  });

  app.delete<ByDocument>('/packages/:id/documents/:documentId', async (request, reply) => {
    const deed: Deed = {
      type: 'document.remove',
      packageId: readNumber(request.params.id) ?? -1,
      documentId: readNumber(request.params.documentId) ?? -1,
    };
    return sendOutcome(context, reply, service.perform(deed, getCaller(request).origin));
  });
}
