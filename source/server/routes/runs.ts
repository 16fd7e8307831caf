import type {FastifyInstance} from 'fastify';
import type {ZodTypeProvider} from 'fastify-type-provider-zod';
import {z} from 'zod';
import {findNode} from '../../draw/find-node.ts';
import {encodeGraph} from '../../records/graph-archive.ts';
import {detailsOf} from '../details.ts';
import {briefReport, nodeReport} from '../node-report.ts';
import {partDesk} from '../part-desk.ts';
import type {RunStore} from '../run-store.ts';
import {detailsSchema, nodeReportSchema, problemSchema, summarySchema} from '../schemas.ts';

const params = z.object({id: z.string()});
const refusals = {'4xx': problemSchema};

/** What there is, and all that can be asked of a run once. */
export function runRoutes(app: FastifyInstance, store: RunStore): void {
	const typed = app.withTypeProvider<ZodTypeProvider>();
	typed.get(
		'/v1/runs',
		{schema: {summary: 'Runs, live ones first', response: {200: z.object({runs: z.array(summarySchema)})}}},
		async () => ({runs: [...(await store.list())]}),
	);
	typed.get(
		'/v1/runs/:id',
		{schema: {summary: 'A run that is going on', params, response: {200: detailsSchema, ...refusals}}},
		async request => detailsOf(await store.open(request.params.id)),
	);
	typed.get(
		'/v1/runs/:id/document',
		{schema: {summary: 'run.json of any run', params, response: {200: z.looseObject({id: z.string()}), ...refusals}}},
		async request => ({...(await store.document(request.params.id))}),
	);
	typed.get(
		'/v1/runs/:id/graph',
		{
			schema: {
				summary: 'Nodes and edges (.npz)',
				description: 'A numpy archive: rowPtr, colIdx and weight of the compressed rows, x and y of the nodes, names.',
				params,
			},
		},
		async (request, reply) => {
			const graph = await (await store.open(request.params.id)).mapGraph();
			return reply.type('application/octet-stream').send(Buffer.concat(encodeGraph(graph)));
		},
	);
	typed.get(
		'/v1/runs/:id/nodes',
		{
			schema: {
				summary: 'A node and those that it is joined to; without `of`, those with the most edges',
				params,
				querystring: z.object({
					of: z.string().min(1).max(1000).optional().describe('a name, an index, or the beginning of one name alone'),
				}),
				response: {200: z.object({nodes: z.array(nodeReportSchema)}), ...refusals},
			},
		},
		async ({params: {id}, query: {of}}) => {
			const run = await store.open(id);
			const graph = await run.mapGraph();
			if (of !== undefined) return {nodes: [nodeReport(graph, findNode(graph, of))]};
			const {hubs, degreeOf} = (await partDesk(run)).degrees();
			return {nodes: hubs.map(node => briefReport(graph, node, degreeOf(node)))};
		},
	);
	typed.get(
		'/v1/runs/:id/metrics',
		{
			schema: {
				summary: 'What was measured, thinned',
				params,
				querystring: z.object({
					from: z.coerce.number().optional().describe('ms since 1970'),
					to: z.coerce.number().optional(),
					points: z.coerce.number().int().min(1).max(2000).default(200).describe('at most so many buckets'),
				}),
				response: {200: z.looseObject({first: z.number(), last: z.number()}), ...refusals},
			},
		},
		async ({params: {id}, query: {from, to, points}}) =>
			(await store.past(id)).metricsHistory({
				points,
				...(from === undefined ? {} : {from}),
				...(to === undefined ? {} : {to}),
			}) as Promise<{first: number; last: number}>,
	);
	typed.get(
		'/v1/runs/:id/checkpoints/:file',
		{
			schema: {
				summary: 'Whether a checkpoint is what was saved; with `against`, how it differs from another',
				params: params.extend({file: z.string()}),
				querystring: z.object({against: z.string().optional()}),
				response: {200: z.looseObject({}), ...refusals},
			},
		},
		async ({params: {id, file}, query: {against}}) => {
			const run = await store.past(id);
			return {...(await (against === undefined ? run.verifyCheckpoint(file) : run.compareCheckpoints(file, against)))};
		},
	);
}
