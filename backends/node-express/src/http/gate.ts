import type { NextFunction, Request, Response } from 'express';
import { Refusal } from './answers.js';
import type { HostPolicy, OriginPolicy } from './browser-safety.js';
import { isJson } from './media-type.js';
import { parseQuery, type Query } from './query.js';
import { ROUTES, splitTarget } from './routes.js';

/** What the gate leaves for the handlers. */
export interface GateLocals {
  query: Query;
}

type GatedResponse = Response<unknown, GateLocals>;

/**
 * The way in: refuses what may not be served, in the contract's order, before any handler runs.
 * Handlers are left to refuse what only the body shows, and what there is no room for.
 */
export function gate(hosts: HostPolicy, origins: OriginPolicy) {
  return (request: Request, response: GatedResponse, next: NextFunction): void => {
    const { method, headers, headersDistinct } = request;
    const target = splitTarget(request.originalUrl);
    const originFields = headersDistinct['origin'] ?? [];
    const [origin] = originFields;
    if (origin !== undefined && originFields.length === 1 && origins.isListed(origin)) {
      allowOrigin(response, origin, method);
    }
    if ((headersDistinct['host'] ?? []).length > 1) {
      throw new Refusal(400, 'There must be one Host');
    }
    if (!hosts.allows(headers.host) || !hosts.allows(target.authority)) {
      throw new Refusal(403, 'Host is not allowed');
    }
    const route = ROUTES.get(target.path);
    if (route === undefined) {
      throw new Refusal(404, 'Not found');
    }
    if (method === 'OPTIONS') {
      response.writeHead(204, { Allow: route.methods.join(', ') }).end();
      return;
    }
    if (!route.methods.includes(method)) {
      response.setHeader('Allow', route.methods.join(', '));
      throw new Refusal(405, 'Method not allowed');
    }
    const isGuarded = method === 'POST' || target.path === '/api/stream';
    if (isGuarded && !originFields.every((one) => origins.allows(one, headers.host))) {
      throw new Refusal(403, 'Origin is not allowed');
    }
    if (method === 'POST') {
      const types = headersDistinct['content-type'] ?? [];
      if (!isJson(types) || headers['content-encoding'] !== undefined) {
        throw new Refusal(415, 'Content-Type must be application/json, without an encoding');
      }
    }
    response.locals.query = parseQuery(target.query, method === 'POST' ? NONE : route.parameters);
    next();
  };
}

const NONE: ReadonlySet<string> = new Set();

function allowOrigin(response: GatedResponse, origin: string, method: string): void {
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Vary', 'Origin');
  if (method === 'OPTIONS') {
    response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
    response.setHeader('Access-Control-Allow-Headers', 'content-type');
  }
}
