import {basename} from 'node:path';
import {count} from '../draw/number.ts';
import {graphOfCheckpoint} from '../records/checkpoint.ts';
import {checkpointAt} from '../records/export-checkpoint.ts';
import {graphmlText} from '../records/export-graphml.ts';
import {readRunDocument} from '../records/run-document.ts';
import type {ExportJob} from './export-job.ts';

/** Writes the graph of a run with the state of a checkpoint as GraphML. */
export async function exportGraph({run, at, out, note}: ExportJob): Promise<string> {
	const {checkpoints} = await readRunDocument(run.path);
	const checkpoint = await checkpointAt(run.path, checkpoints, at, note);
	const {state, path} = checkpoint;
	const graph = await graphOfCheckpoint(checkpoint);
	for (const piece of graphmlText(graph, state.variables)) {
		await out.write(piece);
		if (out.closed) break;
	}
	const edges = graph.directed ? graph.colIdx.length : graph.colIdx.length / 2;
	return `${count(graph.n)} nodes, ${count(edges)} edges, state of tick ${count(state.tick)} (${basename(path)})`;
}
