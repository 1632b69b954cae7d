# Shaders are files in shaders/ without #version; they are embedded so that the program needs no files to draw.
file(GLOB shader_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/shaders/*.vert ${CMAKE_SOURCE_DIR}/shaders/*.frag
     ${CMAKE_SOURCE_DIR}/shaders/*.glsl)
set(shader_source ${CMAKE_BINARY_DIR}/generated/embedded_shaders.cpp)
add_custom_command(
    OUTPUT ${shader_source}
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/embed_shaders.py ${shader_source} ${shader_files}
    DEPENDS ${shader_files} ${CMAKE_SOURCE_DIR}/tools/embed_shaders.py
    COMMENT "Embedding shaders" VERBATIM)
add_library(backstory_shaders STATIC ${shader_source})
target_include_directories(backstory_shaders PUBLIC ${CMAKE_SOURCE_DIR}/src)
target_link_libraries(backstory_shaders PRIVATE backstory_options)

# The forge: turns the anatomy tables into body.glb. Always optimised, also beside a sanitizer build.
if(EXISTS ${CMAKE_SOURCE_DIR}/src/forge_main.cpp)
    add_executable(backstory_forge_program src/forge_main.cpp)
    set_target_properties(backstory_forge_program PROPERTIES OUTPUT_NAME backstory_forge)
    target_link_libraries(backstory_forge_program PRIVATE backstory_io backstory_forge CLI11::CLI11)

    # The body's surface. Unchanged tables cost nothing: surfaces are cached by content beyond this build folder.
    file(GLOB_RECURSE body_tables CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/assets/anatomy/*.json
         ${CMAKE_SOURCE_DIR}/assets/skeleton/*.json)
    add_custom_command(
        OUTPUT ${CMAKE_BINARY_DIR}/body.glb ${CMAKE_BINARY_DIR}/wholes.glb ${CMAKE_BINARY_DIR}/body.fields
               ${CMAKE_BINARY_DIR}/body.surface
        COMMAND backstory_forge_program ${CMAKE_SOURCE_DIR}/assets -o ${CMAKE_BINARY_DIR}/body.glb
                --wholes ${CMAKE_BINARY_DIR}/wholes.glb --fields
        DEPENDS backstory_forge_program ${body_tables}
        COMMENT "Forging the body" USES_TERMINAL VERBATIM)
    add_custom_target(body ALL DEPENDS ${CMAKE_BINARY_DIR}/body.glb)
endif()

# Fits assets/posture to the body; run by hand after a change of the tables it rests on.
add_executable(backstory_calibrate src/calibrate_main.cpp)
target_link_libraries(backstory_calibrate PRIVATE backstory_io backstory_posture)

# Lists what no body does in the shipped movements, worst first; for developers.
add_executable(backstory_audit src/audit_main.cpp)
target_link_libraries(backstory_audit PRIVATE backstory_workspace backstory_options CLI11::CLI11)

add_executable(backstory src/main.cpp)
target_link_libraries(backstory PRIVATE backstory_app)
