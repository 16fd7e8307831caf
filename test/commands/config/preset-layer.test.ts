import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {ConnectopError} from '../../../source/base/errors.ts';
import {asksForRun, readConfiguration} from '../../../source/commands/config/configuration.ts';
import {keyOf, originText} from '../../../source/commands/config/origin.ts';
import {readRunOptions} from '../../../source/commands/run-options.ts';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {startSettings} from '../../../source/run/settings.ts';
import {scratch} from '../../program.ts';

const warm = 'model = "void"\nhz = 20\n\n[param]\ndomain = "quantum"\nalpha = 0.4\n';

/** Reads a configuration beside presets of the user's own. */
function read(
	t: ExecutionContext,
	flags: Record<string, unknown>,
	{presets = {warm}, user}: {readonly presets?: Record<string, string>; readonly user?: string} = {},
	env: Record<string, string> = {},
) {
	const home = join(scratch(t), 'connectop');
	mkdirSync(join(home, 'presets'), {recursive: true});
	for (const [name, text] of Object.entries(presets)) writeFileSync(join(home, 'presets', `${name}.toml`), text);
	if (user !== undefined) writeFileSync(join(home, 'config.toml'), user);
	return {...readConfiguration(flags, {XDG_CONFIG_HOME: dirname(home), ...env}), home};
}

const refusal = (...args: Parameters<typeof read>): string => {
	try {
		read(...args);
	} catch (error) {
		if (error instanceof ConnectopError) return error.message;
		throw error;
	}
	return 'fine';
};

test('a preset goes before the files, and options and the environment before it', t => {
	const {args, settings} = read(t, {preset: 'warm', threshold: 0.3}, {user: 'hz = 1\nthreshold = 0.1\nseed = 4'});
	t.like(args, {hz: 20, threshold: 0.3, seed: 4});
	const origins = Object.fromEntries(settings.map(each => [keyOf(each), originText(each.origin)]));
	t.regex(origins['hz'] ?? '', /presets\/warm\.toml:2$/);
	t.regex(origins['param.alpha'] ?? '', /presets\/warm\.toml:6$/);
	t.like(read(t, {preset: 'warm', hz: 30}).args, {hz: 30});
	t.like(read(t, {preset: 'warm'}, {}, {CONNECTOP_HZ: '40'}).args, {hz: 40});
	t.like(read(t, {}, {}, {CONNECTOP_PRESET: 'warm'}).args, {hz: 20});
	t.true(asksForRun(read(t, {preset: 'warm'})));
});

test('a parameter on the command line wins over the preset, though that has a preset of the model too', t => {
	const settings = (flags: Record<string, unknown>) =>
		startSettings(voidModel, readRunOptions(read(t, {preset: 'warm', ...flags}).args), undefined);
	t.like(settings({}), {hz: 20, preset: 'quantum', parameters: {alpha: 0.4}});
	t.like(settings({param: ['modulation=0.7']}), {preset: 'custom', parameters: {alpha: 0.4, modulation: 0.7}});
	t.like(settings({param: ['hz=3']}), {hz: 3, parameters: {alpha: 0.4}});
});

test('a file is a preset too', t => {
	const file = join(scratch(t), 'mine.toml');
	writeFileSync(file, 'hz = 7');
	t.like(read(t, {preset: file}).args, {hz: 7});
	t.regex(refusal(t, {preset: join(dirname(file), 'none.toml')}), /none\.toml: no such file$/);
});

test('a run that goes on takes a preset that was asked for', t => {
	const {args} = read(t, {preset: 'warm', resume: 'latest'}, {user: 'hz = 1\nthreshold = 0.1'});
	t.like(args, {hz: 20});
	t.is(args['threshold'], undefined, 'what a file says is in the checkpoint');
	t.is(args['model'], undefined);
});

test('what does not fit is one line', t => {
	t.regex(
		refusal(t, {preset: 'cold'}),
		/^--preset cold: there is no preset of this name in \S+presets; a file is given as \.\/FILE\.toml$/,
	);
	t.regex(refusal(t, {preset: '.x'}), /^preset "\.x": is no name; use 1 to 64 letters/);
	t.regex(refusal(t, {preset: ['a', 'b']}), /^--preset: is given 2 times; give it once$/);
	const other = {presets: {warm: 'model = "linear-rate"\nhz = 3'}};
	t.regex(
		refusal(t, {preset: 'warm', model: 'void'}, other),
		/warm\.toml:1: model = "linear-rate": the run is asked to be of void; a preset of another model does not fit$/,
	);
	t.regex(
		refusal(t, {preset: 'warm'}, {presets: {warm: '[param]\nalpha = 9'}}),
		/warm\.toml:2: param\.alpha = 9: use a number from 0 to 2$/,
	);
	t.regex(refusal(t, {preset: 'warm'}, {presets: {warm: 'hz = "fast"'}}), /warm\.toml:1: hz = "fast": use a number/);
});

test('a preset of a model of one’s own fits the file that has it', t => {
	const presets = {warm: 'model = "mine"\n[param]\nspeed = 3'};
	const {args} = read(t, {preset: 'warm', model: './mine.mjs'}, {presets});
	t.deepEqual(args['param'], ['speed=3']);
	t.is(args['model'], './mine.mjs');
});

test('a preset that names no model is one of the model that is asked for', t => {
	const presets = {warm: '[param]\nspeed = 3'};
	t.deepEqual(read(t, {preset: 'warm', model: './mine.mjs'}, {presets}).args['param'], ['speed=3']);
});

test('a preset that was saved from an engine is for engines, and what is of a model stays out of theirs', t => {
	const presets = {warm: 'model = "external"\nhz = 20\n[param]\ngain = 3'};
	const user = 'model = "linear-rate"\nseed = 4\n[param]\nalpha = 0.3';
	const {args} = read(t, {preset: 'warm', engine: 'python3 rate.py'}, {presets, user});
	t.like(args, {engine: 'python3 rate.py', hz: 20, seed: 4, param: ['gain=3'], model: undefined});
	const stepped = read(t, {engine: 'x'}, {user: 'kernel = "cpu"\nnoise = "none"\nthreads = 2\nhz = 3'}).args;
	t.like(stepped, {hz: 3, kernel: undefined, noise: undefined, threads: undefined});
	t.deepEqual(read(t, {engine: 'x', param: ['gain=4'], preset: 'warm'}, {presets}).args['param'], ['gain=4']);
	t.regex(
		refusal(t, {preset: 'warm'}, {presets}),
		/warm\.toml:1: model = "external": it was saved from a run on an engine; --engine COMMAND says on which to run$/,
	);
	t.regex(
		refusal(t, {preset: 'warm', engine: 'x'}),
		/warm\.toml:1: model = "void": the run is asked to be on an engine; a preset of another model does not fit$/,
	);
});
