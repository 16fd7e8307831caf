import {isDeepStrictEqual} from 'node:util';
import {ConnectopError} from '../../base/errors.ts';
import {placeOfStateFile, stateFile} from '../../records/checkpoint.ts';
import {readJournal} from '../../records/journal.ts';
import type {Settings} from '../protocol.ts';
import type {ScriptEntry} from '../script-file.ts';
import {nothingHeld} from '../settings.ts';
import {type CommandLine, journalLine, type StartLine} from './journal-lines.ts';
import {lastRecorded} from './last-recorded.ts';
import {placesOf, type SavedPlace} from './saved-places.ts';
import {openStage, type Stage, stageGraph, stageModel} from './stage.ts';
import {journalOf, surveyJournal} from './survey.ts';

/** A run's commands as those of a script, and how many ticks it took in all. */
export interface CommandsAgain {
	readonly entries: readonly Omit<ScriptEntry, 'where'>[];
	readonly steps: number;
	/** Some of them go back to checkpoints. */
	readonly goesBack: boolean;
}

/** They change when a tick comes and not what it does; a script that paused, or had a breakpoint do so, would wait for somebody. */
const pacing = new Set(['pause', 'resume', 'step', 'stop', 'break', 'unbreak']);
/** The run does these by itself again, or they were effects of what is left out. */
const fromWithin = new Set(['synthetic', 'breakpoint']);

/**
The commands that make a run of this directory's beginning take the same ticks. Going back, and going on in another process, are restores of
checkpoints that the script saves on the way. Throws `script-impossible` when the run went on with another graph, model, seed or kernel.
*/
export async function commandsAgain(directory: string): Promise<CommandsAgain> {
	const path = journalOf(directory);
	const survey = await surveyJournal(directory);
	const lastTicks = lastRecorded(directory);
	const places = await placesOf(directory, path, survey.lines);
	const entries: Omit<ScriptEntry, 'where'>[] = [];
	/** Epochs of the new run by those of the old one, in which a kill may have left one out. */
	const epochs = new Map<number, number>();
	let stage: Stage | undefined;
	let first: StartLine | undefined;
	let [epoch, tick, steps, goesBack] = [0, 0, 0, false];

	const add = (id: string, args: Readonly<Record<string, unknown>>) => void entries.push({at: tick, id, args});
	/** Saves what is gone back to later, when its moment has come. */
	const save = (reached: (place: SavedPlace) => boolean) => {
		for (const place of places.filter(each => each.epoch === epoch && reached(each)).sort((a, b) => a.tick - b.tick)) {
			places.splice(places.indexOf(place), 1);
			if (place.automatic) continue;
			entries.push({at: place.tick, id: 'checkpoint', args: {}});
		}
	};
	const go = (to: number) => {
		steps += to - tick;
		tick = to;
	};
	const back = (file: string, into: number, to: number) => {
		const saved = placeOfStateFile(file) ?? {tick: 0, epoch: 0};
		goesBack = true;
		save(() => true);
		add('restore', {file: stateFile(saved.tick, epochs.get(saved.epoch) ?? 0)});
		epochs.set(into, (epochs.get(epoch) ?? 0) + 1);
		[epoch, tick] = [into, to];
	};
	const begin = async (line: StartLine) => {
		if (!first) {
			first = line;
			[epoch, tick] = [line.epoch, line.tick];
			epochs.set(line.epoch, 0);
			stage = await rehearsal(directory, line);
			return;
		}
		refuseChanged(first, line, path);
		go(Math.max(tick, lastTicks.get(epoch) ?? 0));
		save(() => true);
		const settings = settingsAt(stage, line, path);
		if (settings) add('settings', {settings}); // before the restore, so that it holds what the state was saved with
		back(line.from?.file ?? '', line.epoch, line.tick);
	};
	const command = (line: CommandLine) => {
		save(place => place.tick < line.at || (place.tick === line.at && place.seq < line.seq));
		go(line.at);
		const {id, args, by} = line;
		const {nexus} = stage ?? {};
		const outcome = nexus?.apply({id, args, by}, nexus.snapshot());
		if (outcome && !outcome.ok) throw impossible(path, line.line, `${id} is refused: ${outcome.error}`);
		if (id === 'restore') back(String(args['file']), line.epoch, line.tick);
		else if (!fromWithin.has(by) && !pacing.has(id))
			add(id, id === 'settings' ? {settings: plain(args['settings'] as Settings)} : args);
	};
	for await (const entry of readJournal(path)) {
		if (entry.line > survey.lines) break;
		const line = journalLine(entry, path);
		if (line?.kind === 'command') command(line);
		else if (line?.kind === 'end') go(line.tick);
		else if (line) await begin(line);
	}
	if (survey.stretches.at(-1)?.ended !== true) go(Math.max(tick, lastTicks.get(epoch) ?? 0));
	return {entries, steps, goesBack};
}

/** An engine that never ticks, on which commands have their effect on the settings. */
async function rehearsal(directory: string, line: StartLine): Promise<Stage> {
	const [on, model] = [await stageGraph(directory, line), await stageModel(directory, line)];
	return openStage({...line, from: undefined}, {on, model, start: undefined, emit: () => undefined});
}

/** What is put in force where the run went on with other settings; the rehearsal takes them on too. Undefined where they are the same. */
function settingsAt(stage: Stage | undefined, line: StartLine, path: string): Settings | undefined {
	if (!stage) return undefined;
	const settings = plain(line.settings);
	if (isDeepStrictEqual(settings, plain(stage.nexus.settings))) return undefined;
	const outcome = stage.nexus.apply({id: 'settings', args: {settings}, by: 'script'});
	if (!outcome.ok) throw impossible(path, line.line, outcome.error);
	return settings;
}

/** Settings as they stand in a journal, without what waits for somebody. */
const plain = (settings: Settings): Settings =>
	JSON.parse(JSON.stringify({...nothingHeld, ...settings, paused: false, breakpoints: []})) as Settings;

function refuseChanged(first: StartLine, line: StartLine, path: string): void {
	const parts = {
		graph: (each: StartLine) => each.graph.sha256,
		model: (each: StartLine) => `${each.model} ${each.modelFile} ${each.equationsFile}`,
		seed: (each: StartLine) => String(each.seed),
		kernel: (each: StartLine) => each.kernel.id,
	};
	for (const [name, of] of Object.entries(parts))
		if (of(first) !== of(line)) throw impossible(path, line.line, `the run went on with another ${name}`);
}

const impossible = (path: string, line: number, why: string): ConnectopError =>
	new ConnectopError('invalid', 'script-impossible', `${path}:${line}: ${why}; no script of one run can do that`);
