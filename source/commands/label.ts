import process from 'node:process';
import type {CommandModule} from 'yargs';
import {ConnectopError} from '../base/errors.ts';
import {clean} from '../draw/text.ts';
import {checkName, noteText, withNote} from '../records/run-labels.ts';
import type {Arguments} from './arguments.ts';
import {checkForms} from './arguments.ts';

const runPlace = {type: 'string', describe: 'id, name, start of an id, directory, or latest'} as const;

/** `connectop name RUN NAME`: what a run is called, live or over. */
export const nameCommand: CommandModule = {
	command: 'name [run] [name]',
	describe: 'give a run a name, by which it is found',
	builder: yargs =>
		yargs
			.positional('run', runPlace)
			.positional('name', {type: 'string', describe: 'up to 64 letters, digits, _, . and -'})
			.example('$0 name latest night', 'the newest run is called night; connectop attach night shows it'),
	async handler(args) {
		const [run, name] = bothOf(args as Arguments, 'name', 'NAME');
		checkName(name, 'name');
		const id = await label(run, {id: 'name', args: {name}});
		process.stdout.write(`run ${clean(id)} is called ${name}\n`);
		const {runsCalled} = await import('../records/run-directory.ts');
		const all = await runsCalled(name);
		const others = all.filter(each => each !== id).slice(-3);
		if (others.length > 0)
			process.stderr.write(
				`connectop: ${all.length} runs are called ${name} now, also ${others.map(each => clean(each)).join(', ')}; the name alone finds the only one that is live\n`,
			);
	},
};

/** `connectop note RUN TEXT`: something to remember of a run, live or over. */
export const noteCommand: CommandModule = {
	command: 'note [run] [text]',
	describe: 'write a note into the records of a run',
	builder: yargs =>
		yargs
			.positional('run', runPlace)
			.positional('text', {type: 'string', describe: 'one line, up to 500 characters'})
			.example("$0 note latest 'the front has reached the border'", 'beside the tick that it is at'),
	async handler(args) {
		const [run, text] = bothOf(args as Arguments, 'text', 'TEXT');
		const id = await label(run, {id: 'note', args: {text: noteText(text)}});
		process.stdout.write(`noted in run ${clean(id)}\n`);
	},
};

function bothOf(args: Arguments, what: string, shown: string): readonly [run: string, value: string] {
	checkForms(args, [], []);
	const [run, value] = [args['run'], args[what]];
	if (run !== undefined && value !== undefined) return [String(run), String(value)];
	const missing = run === undefined ? `RUN and ${shown} are` : `${shown} is`;
	throw new ConnectopError('usage', 'usage', `${missing} missing; connectop runs lists the runs`);
}

interface Label {
	readonly id: 'name' | 'note';
	readonly args: Readonly<Record<string, string>>;
}

/** Labels a run, through its process while it goes on; its id. */
async function label(reference: string, {id, args}: Label): Promise<string> {
	const {findRun} = await import('../records/run-directory.ts');
	const [{runState}, {goingOn}] = await Promise.all([import('../run/run-state.ts'), import('../run/run-list.ts')]);
	const directory = await findRun(reference, process.cwd(), goingOn);
	const {life, host} = await runState(directory.path);
	if (life === 'elsewhere')
		throw new ConnectopError(
			'invalid',
			'run-live',
			`run ${directory.id} goes on at ${host}: use connectop ${id} there`,
		);
	if (life !== 'live') return labelEnded(directory, {id, args});
	const {attachRun} = await import('../server/remote/attach.ts');
	const run = await attachRun(directory, {fps: 0.2, readOnly: false, whenDead: 'end'});
	try {
		const outcome = await run.send({id, args, by: 'palette'});
		if (!outcome.ok) throw new ConnectopError('failed', outcome.code, outcome.error);
		return directory.id;
	} finally {
		run.detach();
	}
}

/** Nobody else writes into run.json while its run is locked. */
async function labelEnded(
	{id: run, path}: {readonly id: string; readonly path: string},
	{id, args}: Label,
): Promise<string> {
	const {lockRun} = await import('../run/run-lock.ts');
	const {createRunDocument, readRunDocument} = await import('../records/run-document.ts');
	const lock = lockRun(path, run);
	try {
		const document = await readRunDocument(path);
		const {lastTick: tick, epoch, notes = []} = document;
		const {name = '', text = ''} = args;
		const change = id === 'name' ? {name} : withNote(notes, {at: new Date().toISOString(), tick, epoch, text});
		await createRunDocument(path, document).update(change);
		return run;
	} finally {
		lock.release();
	}
}
