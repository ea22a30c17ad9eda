import ajvCompiler, { type BuildCompilerFromPool } from '@fastify/ajv-compiler';
import serializerSelector from '@fastify/fast-json-stringify-compiler';
import type { FastifyServerOptions } from 'fastify';

type Factories = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>;
type Validate = ReturnType<ReturnType<BuildCompilerFromPool>>;

// Both keep their compilers, so that routes with the same shared schemas use one.
const validators = ajvCompiler();
const serializers = serializerSelector();

/**
 * Fastify's own compilers, asked at a route's first request: some three hundred routes compiled ahead cost a second
 * of every start, and most starts answer few of them. A schema that cannot be compiled fails that route's requests.
 */
export const lazySchemas: Required<Factories> = {
  buildValidator: ((...given: Parameters<BuildCompilerFromPool>) => {
    const compile = validators(...given);
    return (route: Parameters<typeof compile>[0]) => {
      let compiled: Validate | undefined;
      // Of a compiled schema Fastify reads the answer and, where it is false, the errors.
      const validate = (data: unknown) => {
        compiled ??= compile(route);
        const valid = compiled(data);
        validate.errors = compiled.errors;
        return valid;
      };
      validate.errors = undefined as Validate['errors'];
      return validate as Validate;
    };
  }) as BuildCompilerFromPool,
  buildSerializer: (schemas, options) => {
    const compile = serializers(schemas, options);
    return (route) => {
      let compiled: ReturnType<typeof compile> | undefined;
      return (data) => {
        compiled ??= compile(route);
        return compiled(data);
      };
    };
  },
};
