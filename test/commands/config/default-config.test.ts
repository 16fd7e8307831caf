import test from 'ava';
import {parse} from 'smol-toml';
import {checkSetting} from '../../../source/commands/config/check.ts';
import {defaultConfig} from '../../../source/commands/config/default-config.ts';
import {readConfigText} from '../../../source/commands/config/read-file.ts';
import {camel} from '../../../source/commands/option.ts';
import {runOptionTable} from '../../../source/commands/run-option-table.ts';
import {readRunOptions} from '../../../source/commands/run-options.ts';
import {builtInModels} from '../../../source/dynamics/models.ts';
import {checkOptions} from '../../../source/run/options.ts';
import {startSettings} from '../../../source/run/settings.ts';

const [model] = builtInModels;
const uncommented = defaultConfig().replaceAll(/^#(?=[a-z[])/gm, '');
const read = (text: string) => readConfigText({file: 'connectop.toml', text});

test('as it is printed it sets nothing', t => {
	t.deepEqual(read(defaultConfig()), []);
});

test('with the marks taken away it sets every default to what it is', t => {
	const settings = read(uncommented);
	for (const each of settings) t.notThrows(() => checkSetting(each, model), each.option.name);
	const args = Object.fromEntries(
		settings.flatMap(({option, parameter, argument}) =>
			parameter === undefined ? [[camel(option.name), argument]] : [],
		),
	);
	const param = settings.flatMap(({parameter, argument}) =>
		parameter === undefined ? [] : [`${parameter}=${String(argument)}`],
	);
	t.true(param.length > 3);
	const options = readRunOptions({...args, param});
	t.notThrows(() => checkOptions(options));
	t.deepEqual(startSettings(model, options, undefined), startSettings(model, {}, undefined));
});

test('every option that a file may set is there, with its default or an example that is valid', t => {
	for (const {name, notInFile, kind} of runOptionTable) {
		const [, , value] = new RegExp(`(^#|for example: )${name} = (.*)$`, 'm').exec(defaultConfig()) ?? [];
		if (notInFile !== undefined || kind === 'list') {
			t.is(value, undefined, name);
			continue;
		}
		t.not(value, undefined, name);
		for (const each of read(`${name} = ${value}`)) t.notThrows(() => checkSetting(each, model), name);
	}
	t.true('param' in parse(uncommented));
});
