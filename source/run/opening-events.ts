import {basename} from 'node:path';
import type {Ready} from './engine.ts';
import type {LocalRun} from './local-run.ts';
import type {Prepared} from './prepare.ts';
import type {RunFacts} from './protocol.ts';

/** The first events: what runs, where, and what the reader made of the file. */
export function announce(
	run: LocalRun,
	{notes, report, resumed}: Prepared,
	ready: Ready,
	facts: RunFacts,
	indexWarning: string | undefined,
): void {
	const {kernel, graph, scenario} = facts;
	const what = scenario === undefined ? '' : `${scenario} scenario, `;
	const substeps = ready.substeps > 1 ? `, ${ready.substeps} exchange passes a tick` : '';
	run.news({
		level: 'info',
		kind: 'start',
		message: `${what}kernel ${kernel.title} (${kernel.reason})${substeps}`,
		data: {directory: facts.directory, kernel, graph, substeps: ready.substeps},
	});
	if (report) run.news({level: 'info', kind: 'graph', message: describe(report, graph.edges), data: {...report}});
	if (resumed)
		run.news({
			level: 'info',
			kind: 'resume',
			message: `from ${resumed.checkpoint.path}, tick ${resumed.checkpoint.state.tick}`,
			data: {file: basename(resumed.checkpoint.path), tick: resumed.checkpoint.state.tick},
		});
	for (const note of notes) run.news({level: 'warn', kind: 'note', message: note});
	if (indexWarning !== undefined) run.news({level: 'warn', kind: 'note', message: indexWarning});
}

function describe(
	{format, rows, nodes, edgesByType, duplicates, selfLoops, mirrored, zeroWeights}: NonNullable<Prepared['report']>,
	pairs: number,
): string {
	const kept = Object.entries(edgesByType).map(([type, count]) => `${count}${type === '' ? '' : ` ${type}`}`);
	const counted = [
		[duplicates, 'duplicates added up'],
		[selfLoops, 'self-loops left out'],
		[mirrored, 'mirrored'],
		[zeroWeights, 'of weight 0 left out'],
	] as const;
	const rest = counted.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
	return `${format}: ${rows} rows, ${nodes} nodes, edges kept: ${kept.join(', ') || 'none'}, joining ${pairs} pairs${rest.length === 0 ? '' : `; ${rest.join(', ')}`}`;
}
