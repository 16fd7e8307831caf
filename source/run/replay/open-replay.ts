import {basename} from 'node:path';
import {ConnectopError} from '../../base/errors.ts';
import {readRunDocument} from '../../records/run-document.ts';
import {createEngine} from '../engine.ts';
import {factsOf} from '../run-facts.ts';
import {shareGraph, sharePairs} from '../share-graph.ts';
import {createShared} from '../shared.ts';
import {lastRecorded} from './last-recorded.ts';
import {ReplayRun} from './replay-run.ts';
import {stageGraph, stageModel, stageSource} from './stage.ts';
import {surveyJournal} from './survey.ts';

export interface ReplayOptions {
	/** Times the recorded rate. */
	readonly speed?: number;
	/** The tick to begin at. */
	readonly at?: number;
}

/**
Opens a recorded run as one that is played again: the same frames and events at the recorded rate times `speed`, from its first tick. It is steered by
commands of its own: pause, resume, step {count}, seek {tick, epoch}, speed {factor}, stop. Changes no file. Throws a ConnectopError when the
run's files don't allow it.
*/
export async function openReplay(directory: string, {speed = 1, at}: ReplayOptions = {}): Promise<ReplayRun> {
	if (!(speed >= 0.001 && speed <= 1e6))
		throw new ConnectopError('usage', 'speed', `--speed ${speed}: is not allowed; use a factor from 0.001 to 1000000`);
	// Before the journal: of a run that is going on, only what its lines lead to is shown.
	const recorded = lastRecorded(directory);
	const document = await readRunDocument(directory);
	const survey = await surveyJournal(directory);
	const [first, ...others] = survey.stretches.map(each => each.start);
	if (!first) throw new Error('a journal has a header');
	const other = others.findIndex(each => each.graph.sha256 !== first.graph.sha256 || each.model !== first.model);
	const stretches = other < 0 ? survey.stretches.length : other + 1;
	const model = await stageModel(directory, first);
	const {graph: read, pairs: joined, sha256: graphHash} = await stageGraph(directory, first);
	const [graph, pairs] = [shareGraph(read), sharePairs(joined)];
	const block = createShared(graph.n, model.variables.length);
	let run: ReplayRun | undefined;
	const {lines} = survey;
	const {checkpoints} = document;
	const engine = createEngine(
		{directory, graph, pairs, graphHash, block, stretches, lines, recorded, checkpoints, speed},
		{take: emission => run?.take(emission), want: () => undefined, printed: () => undefined},
	);
	try {
		const ready = await engine.ready;
		const place = {id: basename(directory), path: directory};
		const source = stageSource(directory, first);
		const facts = factsOf(place, {graph, pairs, model, source, seed: first.seed}, ready, {});
		run = new ReplayRun({facts, document, engine, model, graph, pairs, block, settings: ready.settings});
		if (stretches < survey.stretches.length)
			run.note(
				`the run went on with another graph or model in epoch ${others[other]?.epoch}; the replay ends before that`,
			);
		engine.send({type: 'go'});
		if (at === undefined) return run;
		const outcome = await run.send({id: 'seek', args: {tick: at}, by: 'option'});
		if (outcome.ok) return run;
		throw new ConnectopError('usage', 'at', `--at ${at}: ${outcome.error}`);
	} catch (error) {
		await engine.kill();
		throw error;
	}
}
