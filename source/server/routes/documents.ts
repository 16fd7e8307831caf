import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type {FastifyInstance} from 'fastify';
import {jsonSchemaTransform} from 'fastify-type-provider-zod';
import {version} from '../../base/version.ts';

/** /docs for people, /docs/json for programs: both made from the schemas that the requests are checked by. */
export async function documentRoutes(app: FastifyInstance): Promise<void> {
	await app.register(swagger, {
		openapi: {
			openapi: '3.1.0',
			info: {title: 'connectop', version, description: 'Watch and steer runs of dynamics on a graph.'},
			components: {
				securitySchemes: {
					key: {type: 'apiKey', in: 'header', name: 'X-Operator-Key'},
					bearer: {type: 'http', scheme: 'bearer'},
				},
			},
			security: [{key: []}, {bearer: []}],
		},
		transform: jsonSchemaTransform,
	});
	await app.register(swaggerUi, {
		routePrefix: '/docs',
		staticCSP: true,
		...(bundled ? {baseDir: page, logo: {type: 'image/svg+xml', content: await readFile(join(page, 'logo.svg'))}} : {}),
	});
}

const bundled = import.meta.url.endsWith('.js');
/** The page's files, beside the bundle. */
const page = join(import.meta.dirname, 'swagger-ui');
