import {join} from 'node:path';
import type {Graph} from '../connectome/graph.ts';
import {createPainter} from '../records/pictures/painter.ts';
import type {Emission} from './emission.ts';
import type {RunFacts} from './protocol.ts';
import type {Series} from './series.ts';

/** The pictures of a run, drawn in the background. */
export interface RunPictures {
	/** Draws both pictures anew: the dashboard of the series so far, the connectome of this state. */
	draw(picture: Extract<Emission, {type: 'picture'}>, preset: string | undefined): void;
	/** Resolves when every picture that was asked for is there. */
	settled(): Promise<void>;
	/** Draws what was asked for and ends. */
	close(): Promise<void>;
}

/** Pictures of a run in its directory. `onError` is told of each that fails; the next one is tried again. */
export function createRunPictures(
	facts: RunFacts,
	graph: Graph,
	series: Series,
	onError: (error: unknown) => void,
): RunPictures {
	const {id, directory, variable, model} = facts;
	const painter = createPainter();
	painter.graph(graph);
	const going = new Set<Promise<void>>();

	function watch(job: Promise<unknown>): void {
		const watched: Promise<void> = job.then(() => undefined, onError);
		going.add(watched);
		void watched.finally(() => going.delete(watched));
	}

	return {
		draw({tick, time, threshold, field}, preset) {
			const {nodes, edges} = facts.graph;
			const subtitle = `${model.title}${preset === undefined ? '' : `, ${preset}`} · ${nodes} nodes, ${edges} edges`;
			watch(
				painter.paint({
					kind: 'dashboard',
					file: join(directory, 'dashboard.png'),
					data: {title: id, subtitle, n: nodes, ...series.columns()},
				}),
			);
			const {name, shown} = variable;
			watch(
				painter.paint({
					kind: 'connectome',
					file: join(directory, 'connectome.png'),
					data: {title: id, tick, time, threshold, variable: name, shown, field},
				}),
			);
		},
		async settled() {
			await Promise.all(going);
		},
		close: () => painter.close(),
	};
}
