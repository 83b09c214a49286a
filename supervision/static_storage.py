"""Under which name is a static file served? One that holds its hash, inside JavaScript modules too."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """An `import` in a module names the hashed file, so that an old module is never mixed with a new one."""

    support_js_module_import_aggregation = True
