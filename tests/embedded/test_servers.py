"""The embedded servers, with everything that may have happened to the last ones."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from redis import Redis
from rq import Queue, SimpleWorker, Worker
from sqlalchemy import create_engine, text

from hotline.db import own_postgres
from hotline.embedded import Guard, PostgresServer, RedisServer, Server, postgres_url, redis_url
from hotline.errors import HotlineError
from hotline.pools import PAGES_POOL, POOL
from hotline.settings import Settings


@pytest.fixture(params=[PostgresServer, RedisServer])
def server(request: pytest.FixtureRequest, tmp_path: Path, guard: Guard) -> Iterator[Server]:
    """A server that has started, in a folder whose name needs quoting."""
    server = start(request.param(tmp_path / "a home's"), guard)
    yield server
    server.stop()
    assert not server.socket.parent.exists()


def start(server: Server, guard: Guard) -> Server:
    server.start()
    guard.watch(pid_of(server))
    return server


def pid_of(server: Server) -> int:
    assert server.pid is not None
    return server.pid


def kill(server: Server) -> None:
    process = psutil.Process(pid_of(server))
    process.kill()
    process.wait(10)


def execute(home: Path, statement: str) -> list[tuple[object, ...]]:
    engine = create_engine(postgres_url(home))
    with engine.begin() as connection:
        result = connection.execute(text(statement))
        rows = [tuple(row) for row in result] if result.returns_rows else []
    engine.dispose()
    return rows


def test_a_started_server_answers_until_it_is_stopped(server: Server) -> None:
    assert server.is_alive()
    assert not server.has_exited()
    server.stop()
    assert not server.is_alive()


def test_a_second_start_takes_over_the_running_server(server: Server) -> None:
    second = type(server)(server.home)
    second.start()
    assert second.pid == server.pid


def test_whoever_took_a_server_over_can_stop_it(server: Server) -> None:
    second = type(server)(server.home)
    second.start()
    second.stop()
    assert server.has_exited()


def test_a_killed_server_starts_again(server: Server, guard: Guard) -> None:
    killed = pid_of(server)
    kill(server)
    assert server.has_exited()
    start(server, guard)
    assert server.is_alive()
    assert server.pid != killed


def test_stopping_what_does_not_run_does_nothing(server: Server) -> None:
    server.stop()
    server.stop()
    assert not server.is_alive()


def test_only_its_owner_can_look_into_a_servers_folder(server: Server) -> None:
    assert server.folder.stat().st_mode & 0o077 == 0
    assert server.socket.parent.stat().st_mode & 0o077 == 0


def test_committed_rows_survive_a_kill(tmp_path: Path, guard: Guard) -> None:
    server = start(PostgresServer(tmp_path), guard)
    execute(tmp_path, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)")
    kill(server)
    start(server, guard)
    assert execute(tmp_path, "SELECT n FROM kept") == [(7,)]
    server.stop()


def test_queued_work_survives_a_stop(tmp_path: Path, guard: Guard) -> None:
    server = start(RedisServer(tmp_path), guard)
    Redis.from_url(redis_url(tmp_path)).set("kept", "7")
    server.stop()
    start(server, guard)
    assert Redis.from_url(redis_url(tmp_path)).get("kept") == b"7"
    server.stop()


def test_a_lock_file_that_names_a_strangers_process_is_not_believed(tmp_path: Path, guard: Guard) -> None:
    server = PostgresServer(tmp_path, durable=False)
    start(server, guard)
    lock = server.data / "postmaster.pid"
    lines = lock.read_text().splitlines()
    kill(server)
    stranger = psutil.Process().ppid()
    lock.write_text("\n".join([str(stranger), *lines[1:]]))
    start(server, guard)
    assert server.is_alive()
    server.stop()


def test_an_interrupted_first_start_is_begun_anew(tmp_path: Path, guard: Guard) -> None:
    half_made = tmp_path / "postgres" / "data.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").touch()
    server = start(PostgresServer(tmp_path, durable=False), guard)
    assert server.is_alive()
    server.stop()


@pytest.mark.parametrize("server_type", [PostgresServer, RedisServer])
@pytest.mark.parametrize("name", ["x" * 120, "one,two", "two words", "a=b"])
def test_a_home_that_is_no_name_for_a_socket_still_works(
    tmp_path: Path, guard: Guard, server_type: type[Server], name: str
) -> None:
    home = tmp_path / name
    server = start(server_type(home), guard)
    assert not server.socket.is_relative_to(home)
    assert server.is_alive()
    server.stop()
    assert not server.socket.parent.exists()


def test_a_worker_can_register_whatever_the_home_is_called(tmp_path: Path, guard: Guard) -> None:
    home = tmp_path / "a = b, c"
    server = start(RedisServer(home), guard)
    queue = Redis.from_url(redis_url(home))
    worker = SimpleWorker([Queue("hotline", connection=queue)], connection=queue)
    worker.register_birth()
    assert Worker.count(connection=queue) == 1
    server.stop()


def test_a_broken_data_folder_gives_one_clear_sentence(tmp_path: Path, guard: Guard) -> None:
    server = start(PostgresServer(tmp_path, durable=False), guard)
    server.stop()
    (server.data / "PG_VERSION").write_text("9.6\n")
    server.start_within = 0
    with pytest.raises(HotlineError, match=r"postgres does not start: .*FATAL.*incompatible.* \(see .*postgres.log\)"):
        server.start()


def test_a_socket_folder_that_belongs_to_another_user_is_refused(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    home = tmp_path / ("x" * 120)
    server = RedisServer(home)
    server.socket.parent.mkdir()
    os.chown(server.socket.parent, 12345, 12345)
    with pytest.raises(HotlineError, match="belongs to another user"):
        server.start()
    server.socket.parent.rmdir()


def test_root_can_keep_its_data_in_a_folder_that_is_closed_to_others(tmp_path: Path, guard: Guard) -> None:
    if os.geteuid() != 0:
        pytest.skip("an ordinary user runs servers as itself")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    server = start(PostgresServer(closed / "home", durable=False), guard)
    assert psutil.Process(pid_of(server)).uids().real != 0
    assert closed.stat().st_mode & 0o007 == 0
    server.stop()


def test_the_database_speaks_utc_and_vietnamese_and_is_durable(tmp_path: Path, guard: Guard) -> None:
    server = start(PostgresServer(tmp_path), guard)
    names = ["TimeZone", "server_encoding", "fsync", "synchronous_commit", "listen_addresses", "log_error_verbosity"]
    found = {name: execute(tmp_path, f"SHOW {name}")[0][0] for name in names}
    assert found == dict(zip(names, ["UTC", "UTF8", "on", "on", "", "terse"], strict=True))
    server.stop()


@pytest.mark.parametrize("processes", [1, 3, 64])
def test_it_has_room_for_the_pools_of_all_processes(tmp_path: Path, guard: Guard, processes: int) -> None:
    settings = Settings(hotline_home=tmp_path, web_concurrency=processes)  # type: ignore[call-arg]
    server = start(own_postgres(settings), guard)
    ((room,),) = execute(tmp_path, "SHOW max_connections")
    assert int(str(room)) >= processes * 2 * (POOL + PAGES_POOL) + 4 * POOL
    server.stop()


def test_a_failed_statement_leaves_no_row_in_the_log(tmp_path: Path, guard: Guard) -> None:
    server = start(PostgresServer(tmp_path, durable=False), guard)
    with psycopg.connect(host=str(server.socket.parent), user="hotline", dbname="hotline", autocommit=True) as database:
        database.execute("CREATE TABLE said (words text UNIQUE)")
        database.execute("INSERT INTO said VALUES ('giúp em với')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            database.execute("INSERT INTO said VALUES ('giúp em với')")
    server.stop()
    assert "said_words_key" in server.log.read_text()
    assert "giúp em" not in server.log.read_text()


def test_the_guard_ends_what_a_killed_process_leaves_behind(tmp_path: Path) -> None:
    server = RedisServer(tmp_path)
    guard = Guard()
    start(server, guard)
    guard.dismiss()  # closes the pipe, as the kernel does for a process that was killed
    assert server.has_exited()


def test_the_guard_lets_go_of_what_it_is_told_to_forget(tmp_path: Path) -> None:
    server = RedisServer(tmp_path)
    guard = Guard()
    start(server, guard)
    guard.forget(pid_of(server))
    guard.dismiss()
    assert not server.has_exited()
    os.kill(pid_of(server), signal.SIGTERM)
    server.stop()
